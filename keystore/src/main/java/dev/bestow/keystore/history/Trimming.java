package dev.bestow.keystore.history;

import dev.bestow.core.Rand;
import dev.bestow.keystore.KeyRingLimits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Which facts of a subscriber's keys of one kind count. Keeping the highest of an order commutes with union,
/// whatever arrives first; time plays no part, so a delayed write trims nothing that a prompt one would not.
///
/// Each source keeps the highest keys that it proves. One that it no longer keeps is as if it had never proven it:
/// it may be kept by another source, else it is pending, so that another source can still prove it. A key that
/// awaits its confirmation has one source only, and goes.
///
/// Only the caps of what is unproven depend on arrival: the oldest give way, though a proof may be under
/// way. Each MME has a cap of its own, and where all of them are too many, those of the MME that has most go
/// first. Proven ones never give way to them.
final class Trimming {
    /// How many keys of each IND a source has kept so far, of those seen newest first.
    private final class Kept {
        private final Map<Integer, Integer> countByInd = new HashMap<>();

        boolean hasRoom(int ind) {
            return countByInd.getOrDefault(ind, 0) < limits.provenPerSource();
        }

        boolean take(int ind) {
            boolean room = hasRoom(ind);
            if (room) {
                countByInd.merge(ind, 1, Integer::sum);
            }
            return room;
        }
    }

    private final KindHistory facts;
    private final Proofs proofs;
    private final long epochFloor;
    private final KeyRingLimits limits;
    private final Map<Rand, ConfirmedRow> confirmed = new HashMap<>();
    private final Set<Rand> ranBySelf = new HashSet<>();
    private final Set<Rand> reported = new HashSet<>();
    private final Map<LocationRow, Integer> setSizes = new HashMap<>();
    private final Set<Rand> kept = new HashSet<>();
    private final Set<Rand> dropped = new HashSet<>();

    private Trimming(KindHistory facts, long epochFloor, KeyRingLimits limits) {
        this.facts = facts;
        this.proofs = facts.proofs();
        this.epochFloor = epochFloor;
        this.limits = limits;
    }

    static KindHistory of(KindHistory facts, long epochFloor, KeyRingLimits limits) {
        return new Trimming(facts, epochFloor, limits).result();
    }

    private KindHistory result() {
        List<LocationRow> locations = locations();
        List<KeyRow> keys = keys(locations);
        return new KindHistory(
                facts.kind(), keys, new Proofs(confirmed(), locations, handOuts(), ownRuns()));
    }

    /// Above the floor, of each IND the highest.
    private List<LocationRow> locations() {
        Kept latest = new Kept();
        return proofs.locations().stream()
                .filter(row -> row.bound().epoch() >= epochFloor)
                .sorted(LocationRow.NEWEST_FIRST)
                .filter(row -> latest.take(row.bound().ind()))
                .toList();
    }

    /// Above the floor: of each source the highest proven ones, and of the unproven those that could still join them.
    private List<KeyRow> keys(List<LocationRow> locations) {
        List<KeyRow> keys = new ArrayList<>();
        List<KeyRow> pending = new ArrayList<>();
        Kept byMme = new Kept();
        Kept byRun = new Kept();
        Kept byReport = new Kept();
        List<KeyRow> sorted = facts.keys().stream().sorted(KeyRow.NEWEST_FIRST).toList();
        for (KeyRow key : sorted) {
            int ind = key.order().ind();
            if (key.order().epoch() < epochFloor
                    || (key.awaitsConfirmation() && !byMme.hasRoom(ind))) {
                dropped.add(key.rand());
                continue;
            }
            boolean proven = isConfirmed(key, byMme);
            if (!key.awaitsConfirmation()) {
                proven |= isOneOf(ranBySelf, key, proofs.ownRun(key.rand()) != null, byRun);
                proven |= isOneOf(reported, key, proofs.isReported(key.rand()), byReport);
                LocationRow set = LocationRow.setOf(key, locations);
                if (set != null
                        && !proven
                        && setSizes.merge(set, 1, Integer::sum) > limits.keysPerLocation()) {
                    dropped.add(key.rand());
                    continue;
                }
                proven |= set != null;
            }
            (proven ? keys : pending).add(key);
        }
        pending.sort(KeyRow.PUSHED_LAST_FIRST);
        List<KeyRow> waiting = capped(pending, KeyRow::requestingHost);
        keys.addAll(waiting);
        keys.forEach(key -> kept.add(key.rand()));
        pending.stream()
                .map(KeyRow::rand)
                .filter(rand -> !kept.contains(rand))
                .forEach(dropped::add);
        keys.sort(KeyRow.NEWEST_FIRST);
        return keys;
    }

    private boolean isConfirmed(KeyRow key, Kept byMme) {
        ConfirmedRow row = proofs.confirmationOf(key);
        if (row == null || !byMme.take(key.order().ind())) {
            return false;
        }
        confirmed.put(key.rand(), row);
        return true;
    }

    private static boolean isOneOf(Set<Rand> source, KeyRow key, boolean proven, Kept latest) {
        return proven && latest.take(key.order().ind()) && source.add(key.rand());
    }

    /// The first of each MME, then the second of each, and so on until a cap is reached.
    ///
    /// @param rows in the order in which they are kept
    private <T> List<T> capped(List<T> rows, Function<T, String> mme) {
        List<List<T>> rounds = new ArrayList<>();
        Map<String, Integer> byMme = new HashMap<>();
        for (T row : rows) {
            int round = byMme.merge(mme.apply(row), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(row);
        }
        return rounds.stream()
                .limit(limits.pendingPerMme())
                .flatMap(List::stream)
                .limit(limits.maxPending())
                .toList();
    }

    private List<ConfirmedRow> confirmed() {
        List<ConfirmedRow> matched = new ArrayList<>();
        List<ConfirmedRow> unmatched = new ArrayList<>();
        for (ConfirmedRow row : proofs.confirmed()) {
            if (row.equals(confirmed.get(row.rand()))) {
                matched.add(row);
            } else if (isUnmatched(row.rand())) {
                unmatched.add(row);
            }
        }
        unmatched.sort(ConfirmedRow.NEWEST_FIRST);
        matched.addAll(capped(unmatched, ConfirmedRow::mme));
        matched.sort(ConfirmedRow.NEWEST_FIRST);
        return matched;
    }

    private boolean isUnmatched(Rand rand) {
        return !kept.contains(rand) && !dropped.contains(rand);
    }

    private List<HandOutRow> handOuts() {
        if (proofs.handOuts().isEmpty()) {
            return List.of();
        }
        List<HandOutRow> rows =
                proofs.handOuts().stream()
                        .filter(row -> !dropped.contains(row.rand()))
                        .map(row ->
                                isUnmatched(row.rand()) || reported.contains(row.rand())
                                        ? row
                                        : row.unreported())
                        .sorted(HandOutRow.REPORTED_FIRST)
                        .toList();
        Map<Rand, Integer> endpoints = new HashMap<>();
        List<HandOutRow> counted = new ArrayList<>();
        int unmatched = 0;
        for (HandOutRow row : rows) {
            if (endpoints.merge(row.rand(), 1, Integer::sum) <= KeyRingLimits.MAX_ENDPOINTS
                    && (kept.contains(row.rand()) || unmatched++ < limits.maxPending())) {
                counted.add(row);
            }
        }
        return counted;
    }

    private List<OwnRunRow> ownRuns() {
        if (proofs.ownRuns().isEmpty()) {
            return List.of();
        }
        List<OwnRunRow> counted = new ArrayList<>();
        int unmatched = 0;
        for (OwnRunRow row : proofs.ownRuns().stream().sorted(OwnRunRow.LATEST_FIRST).toList()) {
            if (ranBySelf.contains(row.rand())
                    || (isUnmatched(row.rand()) && unmatched++ < limits.maxPending())) {
                counted.add(row);
            }
        }
        return counted;
    }
}
