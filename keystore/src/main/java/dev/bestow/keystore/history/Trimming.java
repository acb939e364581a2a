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

/// Which facts of a subscriber count. Keeping the highest of an order commutes with union, whatever
/// arrives first; time plays no part, so a delayed write trims nothing that a prompt one would not.
///
/// Only the caps of what is unconfirmed depend on arrival: the oldest give way, though a confirmation may be under
/// way. Each MME has a cap of its own, and where all of them are too many, those of the MME that has most go
/// first. Proven ones never give way to them.
final class Trimming {
    private final KeyHistory facts;
    private final KeyRingLimits limits;
    private final Map<Rand, ConfirmedRow> confirmedByRequester = new HashMap<>();
    private final Set<Rand> dropped = new HashSet<>();

    private Trimming(KeyHistory facts, KeyRingLimits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    static KeyHistory of(KeyHistory facts, KeyRingLimits limits) {
        return new Trimming(facts, limits).result();
    }

    private KeyHistory result() {
        List<KeyRow> keys = keysThatCount();
        Set<Rand> keptRands = new HashSet<>();
        keys.forEach(key -> keptRands.add(key.rand()));
        List<ConfirmedRow> confirmed = new ArrayList<>();
        List<ConfirmedRow> unmatched = new ArrayList<>();
        for (ConfirmedRow row : facts.confirmed()) {
            if (row.equals(confirmedByRequester.get(row.rand()))
                    && keptRands.contains(row.rand())) {
                confirmed.add(row);
            } else if (!keptRands.contains(row.rand()) && !dropped.contains(row.rand())) {
                unmatched.add(row);
            }
        }
        unmatched.sort(ConfirmedRow.NEWEST_FIRST);
        confirmed.addAll(capped(unmatched, ConfirmedRow::mme));
        confirmed.sort(ConfirmedRow.NEWEST_FIRST);
        return new KeyHistory(facts.epochFloor(), facts.floorKeptUntilMs(), keys, confirmed);
    }

    /// Above the floor: of each IND the highest proven ones, and of the unproven those that could still join them.
    private List<KeyRow> keysThatCount() {
        List<KeyRow> kept = new ArrayList<>();
        List<KeyRow> pending = new ArrayList<>();
        Map<Integer, Integer> provenByInd = new HashMap<>();
        List<KeyRow> sorted = facts.keys().stream().sorted(KeyRow.NEWEST_FIRST).toList();
        for (KeyRow key : sorted) {
            int ind = key.order().ind();
            boolean counts =
                    key.order().epoch() >= facts.epochFloor()
                            && provenByInd.getOrDefault(ind, 0) < KeyRingLimits.MAX_GENERATIONS;
            if (counts && isProven(key)) {
                provenByInd.merge(ind, 1, Integer::sum);
                kept.add(key);
            } else if (counts) {
                pending.add(key);
            } else {
                dropped.add(key.rand());
            }
        }
        pending.sort(KeyRow.PUSHED_LAST_FIRST);
        List<KeyRow> waiting = capped(pending, KeyRow::requestingHost);
        kept.addAll(waiting);
        pending.stream().filter(key -> !waiting.contains(key)).forEach(k -> dropped.add(k.rand()));
        kept.sort(KeyRow.NEWEST_FIRST);
        return kept;
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

    private boolean isProven(KeyRow key) {
        for (ConfirmedRow row : facts.confirmed()) {
            if (row.proves(key)) {
                confirmedByRequester.put(key.rand(), row);
                return true;
            }
        }
        return false;
    }
}
