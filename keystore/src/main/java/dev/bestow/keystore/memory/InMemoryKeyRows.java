package dev.bestow.keystore.memory;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRows;
import dev.bestow.keystore.history.KindHistory;

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
    private final Map<ShortName, Set<Imsi>> subscribersByName = new HashMap<>();

    private record ShortName(KeyKind kind, RandId id) {}

    @Override
    public synchronized KindHistory history(Imsi imsi, KeyKind kind) {
        return history(imsi).of(kind);
    }

    private KeyHistory history(Imsi imsi) {
        return histories.getOrDefault(imsi, KeyHistory.EMPTY);
    }

    @Override
    public synchronized Optional<GutiOwner> owner(Guti guti) {
        return Optional.ofNullable(owners.get(guti));
    }

    @Override
    public synchronized List<Imsi> subscribersOf(KeyKind kind, RandId id, int limit) {
        return subscribersByName.getOrDefault(new ShortName(kind, id), Set.of()).stream()
                .sorted(
                        Comparator.comparing(
                                        (Imsi imsi) -> !history(imsi, kind).keyIds().contains(id))
                                .thenComparing(imsi -> imsi))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized KeyHistory merge(
            Imsi imsi, Set<KeyKind> kinds, UnaryOperator<KeyHistory> rule) {
        return merge(imsi, rule);
    }

    private KeyHistory merge(Imsi imsi, UnaryOperator<KeyHistory> rule) {
        KeyHistory before = history(imsi);
        KeyHistory after = rule.apply(before);
        names(before).forEach(name -> forget(name, imsi));
        names(after)
                .forEach(name ->
                        subscribersByName.computeIfAbsent(name, _ -> new HashSet<>()).add(imsi));
        if (after.isEmpty()) {
            histories.remove(imsi);
        } else {
            histories.put(imsi, after);
        }
        return after;
    }

    @Override
    public synchronized KeyHistory mergeOwned(
            Imsi imsi,
            Set<KeyKind> kinds,
            UnaryOperator<KeyHistory> rule,
            Guti guti,
            GutiOwner owner) {
        owners.merge(guti, owner, GutiOwner::merge);
        return merge(imsi, rule);
    }

    @Override
    public synchronized long sweep(UnaryOperator<KeyHistory> rule, Predicate<GutiOwner> forgotten) {
        owners.values().removeIf(forgotten);
        long changed = 0;
        for (Map.Entry<Imsi, KeyHistory> row : List.copyOf(histories.entrySet())) {
            KeyHistory before = row.getValue();
            if (!merge(row.getKey(), rule).equals(before)) {
                changed++;
            }
        }
        return changed;
    }

    private static Set<ShortName> names(KeyHistory history) {
        Set<ShortName> names = new HashSet<>();
        for (KindHistory kind : history.kinds()) {
            kind.keyIds().forEach(id -> names.add(new ShortName(kind.kind(), id)));
            kind.unmatchedIds().forEach(id -> names.add(new ShortName(kind.kind(), id)));
        }
        return names;
    }

    private void forget(ShortName name, Imsi imsi) {
        Set<Imsi> imsis = subscribersByName.get(name);
        if (imsis != null && imsis.remove(imsi) && imsis.isEmpty()) {
            subscribersByName.remove(name);
        }
    }
}
