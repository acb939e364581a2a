package dev.bestow.keystore.memory;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRows;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

final class InMemoryKeyRows implements KeyRows {
    private final Map<Imsi, KeyHistory> histories = new HashMap<>();
    private final Map<Guti, GutiOwner> owners = new HashMap<>();
    private final Map<RandId, Set<Imsi>> subscribersByRandId = new HashMap<>();

    @Override
    public synchronized KeyHistory history(Imsi imsi) {
        return histories.getOrDefault(imsi, KeyHistory.EMPTY);
    }

    @Override
    public synchronized Optional<GutiOwner> owner(Guti guti) {
        return Optional.ofNullable(owners.get(guti));
    }

    @Override
    public synchronized List<Imsi> subscribersOf(RandId id, int limit) {
        return subscribersByRandId.getOrDefault(id, Set.of()).stream()
                .sorted(
                        Comparator.comparing((Imsi imsi) -> !history(imsi).keyIds().contains(id))
                                .thenComparing(imsi -> imsi))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized KeyHistory merge(Imsi imsi, UnaryOperator<KeyHistory> rule) {
        KeyHistory before = history(imsi);
        KeyHistory after = rule.apply(before);
        before.keyIds().forEach(id -> forget(id, imsi));
        before.unmatchedIds().forEach(id -> forget(id, imsi));
        after.keyIds().forEach(id -> index(id, imsi));
        after.unmatchedIds().forEach(id -> index(id, imsi));
        if (after.isEmpty()) {
            histories.remove(imsi);
        } else {
            histories.put(imsi, after);
        }
        return after;
    }

    @Override
    public synchronized KeyHistory mergeOwned(
            Imsi imsi, UnaryOperator<KeyHistory> rule, Guti guti, GutiOwner owner) {
        owners.merge(guti, owner, GutiOwner::merge);
        return merge(imsi, rule);
    }

    @Override
    public synchronized long sweep(UnaryOperator<KeyHistory> rule, Predicate<GutiOwner> forgotten) {
        owners.values().removeIf(forgotten);
        long changed = 0;
        for (Map.Entry<Imsi, KeyHistory> row : List.copyOf(histories.entrySet())) {
            if (!merge(row.getKey(), rule).equals(row.getValue())) {
                changed++;
            }
        }
        return changed;
    }

    private void index(RandId id, Imsi imsi) {
        subscribersByRandId.computeIfAbsent(id, _ -> new HashSet<>()).add(imsi);
    }

    private void forget(RandId id, Imsi imsi) {
        Set<Imsi> imsis = subscribersByRandId.get(id);
        if (imsis != null && imsis.remove(imsi) && imsis.isEmpty()) {
            subscribersByRandId.remove(id);
        }
    }
}
