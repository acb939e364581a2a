package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRows;
import dev.bestow.keystore.history.KindHistory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Key histories, GUTI owners and the index of RAND ids as rows.
final class RocksKeyRows implements KeyRows {
    private static final int PAGE = 512;
    private static final byte[] NOTHING = {};

    private final RocksTables tables;
    private final GroupCommit commits;
    private final RowCache<KeyHistory> histories;
    private final RowCache<Optional<GutiOwner>> owners;
    private final RowCache<List<Imsi>> index;

    RocksKeyRows(RocksTables tables, GroupCommit commits) {
        this.tables = tables;
        this.commits = commits;
        this.histories = tables.cached(Table.KEYS, (_, value) -> history(value));
        this.owners =
                tables.cached(
                        Table.GUTIS,
                        (_, value) -> Optional.ofNullable(value).map(GutiOwnerCodec::decode));
        this.index = tables.cached(Table.RANDS, (_, value) -> RandIndex.decode(value));
    }

    @Override
    public KindHistory history(Imsi imsi, KeyKind kind) {
        return histories.get(ImsiKey.encode(imsi)).of(kind);
    }

    @Override
    public Optional<GutiOwner> owner(Guti guti) {
        return owners.get(guti.encode().toArray());
    }

    @Override
    public List<Imsi> subscribersOf(KeyKind kind, RandId id, int limit) {
        List<Imsi> all = index.get(RandIndex.key(kind, id));
        return all.size() <= limit ? all : all.subList(0, limit);
    }

    @Override
    public KeyHistory merge(Imsi imsi, Set<KeyKind> kinds, UnaryOperator<KeyHistory> rule) {
        return commits.commit(draft -> merge(draft, ImsiKey.encode(imsi), rule));
    }

    @Override
    public KeyHistory mergeOwned(
            Imsi imsi,
            Set<KeyKind> kinds,
            UnaryOperator<KeyHistory> rule,
            Guti guti,
            GutiOwner owner) {
        byte[] gutiKey = guti.encode().toArray();
        return commits.commit(draft -> {
            byte[] value = draft.get(Table.GUTIS, gutiKey);
            GutiOwner merged = value == null ? owner : GutiOwnerCodec.decode(value).merge(owner);
            draft.put(Table.GUTIS, gutiKey, GutiOwnerCodec.encode(merged));
            return merge(draft, ImsiKey.encode(imsi), rule);
        });
    }

    private static KeyHistory merge(Draft draft, byte[] imsiKey, UnaryOperator<KeyHistory> rule) {
        KeyHistory before = history(draft.get(Table.KEYS, imsiKey));
        KeyHistory after = rule.apply(before);
        if (after.equals(before)) {
            return after;
        }
        for (KeyKind kind : KeyKind.values()) {
            index(draft, imsiKey, before.of(kind), after.of(kind));
        }
        if (after.isEmpty()) {
            draft.delete(Table.KEYS, imsiKey);
        } else {
            draft.put(Table.KEYS, imsiKey, HistoryCodec.encode(after));
        }
        return after;
    }

    private static void index(Draft draft, byte[] imsiKey, KindHistory before, KindHistory after) {
        if (before.equals(after)) {
            return;
        }
        KeyKind kind = after.kind();
        Set<RandId> keysBefore = before.keyIds();
        Set<RandId> keys = after.keyIds();
        Set<RandId> unmatchedBefore = before.unmatchedIds();
        Set<RandId> unmatched = after.unmatchedIds();
        for (RandId id : union(keysBefore, unmatchedBefore)) {
            if (!keys.contains(id) && !unmatched.contains(id)) {
                RandIndex.remove(draft, RandIndex.key(kind, id), imsiKey);
            }
        }
        for (RandId id : keys) {
            if (!keysBefore.contains(id)) {
                RandIndex.addFirst(draft, RandIndex.key(kind, id), imsiKey);
            }
        }
        for (RandId id : unmatched) {
            if (!unmatchedBefore.contains(id) && !keysBefore.contains(id)) {
                RandIndex.addLast(draft, RandIndex.key(kind, id), imsiKey);
            }
        }
    }

    private static Set<RandId> union(Set<RandId> some, Set<RandId> more) {
        Set<RandId> union = new HashSet<>(some);
        union.addAll(more);
        return union;
    }

    @Override
    public long sweep(UnaryOperator<KeyHistory> rule, Predicate<GutiOwner> forgotten) {
        sweepOwners(forgotten);
        long changed = 0;
        byte[] from = NOTHING;
        while (true) {
            List<Map.Entry<byte[], byte[]>> page = tables.page(Table.KEYS, from, PAGE);
            List<byte[]> due = new ArrayList<>();
            for (Map.Entry<byte[], byte[]> row : page) {
                KeyHistory history = HistoryCodec.decode(row.getValue());
                if (!rule.apply(history).equals(history)) {
                    due.add(row.getKey());
                }
            }
            if (!due.isEmpty()) {
                commits.commit(draft -> due.stream().map(key -> merge(draft, key, rule)).toList());
                changed += due.size();
            }
            if (page.size() < PAGE) {
                return changed;
            }
            from = RocksSubscribers.successor(page.getLast().getKey());
        }
    }

    private void sweepOwners(Predicate<GutiOwner> forgotten) {
        byte[] from = NOTHING;
        while (true) {
            List<Map.Entry<byte[], byte[]>> page = tables.page(Table.GUTIS, from, PAGE);
            List<byte[]> due =
                    page.stream()
                            .filter(row -> forgotten.test(GutiOwnerCodec.decode(row.getValue())))
                            .map(Map.Entry::getKey)
                            .toList();
            if (!due.isEmpty()) {
                commits.commit(draft -> forget(draft, due, forgotten));
            }
            if (page.size() < PAGE) {
                return;
            }
            from = RocksSubscribers.successor(page.getLast().getKey());
        }
    }

    /// Looks again: the owner may have changed since the page was read.
    private static boolean forget(Draft draft, List<byte[]> due, Predicate<GutiOwner> forgotten) {
        for (byte[] key : due) {
            byte[] value = draft.get(Table.GUTIS, key);
            if (value != null && forgotten.test(GutiOwnerCodec.decode(value))) {
                draft.delete(Table.GUTIS, key);
            }
        }
        return true;
    }

    private static KeyHistory history(byte @Nullable [] value) {
        return value == null ? KeyHistory.EMPTY : HistoryCodec.decode(value);
    }
}
