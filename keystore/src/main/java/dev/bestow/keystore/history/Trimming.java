package dev.bestow.keystore.history;

import dev.bestow.core.Rand;
import dev.bestow.keystore.KeyRingLimits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which facts of a subscriber count. Keeping the highest of an order commutes with union, whatever
/// arrives first; time plays no part, so a delayed write trims nothing that a prompt one would not.
///
/// Only one cap depends on arrival: unconfirmed keys beyond `maxPending` give way, oldest first, though
/// a confirmation may be under way. Proven ones never give way to them.
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
        List<ConfirmedRow> parked = new ArrayList<>();
        for (ConfirmedRow row : facts.confirmed()) {
            if (row.equals(confirmedByRequester.get(row.rand()))
                    && keptRands.contains(row.rand())) {
                confirmed.add(row);
            } else if (!keptRands.contains(row.rand()) && !dropped.contains(row.rand())) {
                parked.add(row);
            }
        }
        parked.stream()
                .sorted(ConfirmedRow.NEWEST_FIRST)
                .limit(limits.maxPending())
                .forEach(confirmed::add);
        confirmed.sort(ConfirmedRow.NEWEST_FIRST);
        return new KeyHistory(facts.epochFloor(), facts.floorKeptUntilMs(), keys, confirmed);
    }

    /// Above the floor: the highest proven ones, and of the unproven those that could still join them.
    private List<KeyRow> keysThatCount() {
        List<KeyRow> sorted = facts.keys().stream().sorted(KeyRow.NEWEST_FIRST).toList();
        List<KeyRow> kept = new ArrayList<>();
        int proven = 0;
        int pending = 0;
        for (KeyRow key : sorted) {
            boolean counts =
                    key.order().epoch() >= facts.epochFloor()
                            && proven < KeyRingLimits.MAX_GENERATIONS;
            if (counts && isProven(key)) {
                proven++;
                kept.add(key);
            } else if (counts && pending < limits.maxPending()) {
                pending++;
                kept.add(key);
            } else {
                dropped.add(key.rand());
            }
        }
        return kept;
    }

    private boolean isProven(KeyRow key) {
        for (ConfirmedRow row : facts.confirmed()) {
            if (row.rand().equals(key.rand()) && row.by(key.requestingHost())) {
                confirmedByRequester.put(key.rand(), row);
                return true;
            }
        }
        return false;
    }
}
