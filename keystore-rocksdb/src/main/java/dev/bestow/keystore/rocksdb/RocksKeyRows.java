package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRows;

import java.nio.ByteBuffer;
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

    RocksKeyRows(RocksTables tables, GroupCommit commits) {
        this.tables = tables;
        this.commits = commits;
    }

    @Override
    public KeyHistory history(Imsi imsi) {
        return history(ImsiKey.encode(imsi), tables::get);
    }

    @Override
    public Optional<GutiOwner> owner(Guti guti) {
        return Optional.ofNullable(tables.get(Table.GUTIS, guti.encode().toArray()))
                .map(GutiOwnerCodec::decode);
    }

    @Override
    public List<Imsi> subscribersOf(RandId id, int limit) {
        byte[] prefix = id.encode().toArray();
        return tables.page(Table.RANDS, prefix, limit).stream()
                .map(Map.Entry::getKey)
                .filter(key -> ByteBuffer.wrap(key).getInt() == id.value())
                .map(key -> ImsiKey.decode(key, RandId.OCTETS))
                .toList();
    }

    @Override
    public KeyHistory merge(Imsi imsi, UnaryOperator<KeyHistory> rule) {
        return commits.commit(draft -> merge(draft, ImsiKey.encode(imsi), rule));
    }

    @Override
    public KeyHistory mergeOwned(
            Imsi imsi, UnaryOperator<KeyHistory> rule, Guti guti, GutiOwner owner) {
        byte[] gutiKey = guti.encode().toArray();
        return commits.commit(draft -> {
            byte[] value = draft.get(Table.GUTIS, gutiKey);
            GutiOwner merged = value == null ? owner : GutiOwnerCodec.decode(value).merge(owner);
            draft.put(Table.GUTIS, gutiKey, GutiOwnerCodec.encode(merged));
            return merge(draft, ImsiKey.encode(imsi), rule);
        });
    }

    private static KeyHistory merge(Draft draft, byte[] imsiKey, UnaryOperator<KeyHistory> rule) {
        KeyHistory before = history(imsiKey, draft::get);
        KeyHistory after = rule.apply(before);
        if (after.equals(before)) {
            return after;
        }
        Set<RandId> indexed = randIds(before);
        Set<RandId> needed = randIds(after);
        indexed.stream()
                .filter(id -> !needed.contains(id))
                .forEach(id -> draft.delete(Table.RANDS, indexKey(id, imsiKey)));
        needed.stream()
                .filter(id -> !indexed.contains(id))
                .forEach(id -> draft.put(Table.RANDS, indexKey(id, imsiKey), NOTHING));
        if (after.isEmpty()) {
            draft.delete(Table.KEYS, imsiKey);
        } else {
            draft.put(Table.KEYS, imsiKey, HistoryCodec.encode(after));
        }
        return after;
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

    private static KeyHistory history(byte[] imsiKey, Draft.Base rows) {
        byte[] value = rows.get(Table.KEYS, imsiKey);
        return value == null ? KeyHistory.EMPTY : HistoryCodec.decode(value);
    }

    private static Set<RandId> randIds(KeyHistory history) {
        Set<RandId> ids = new HashSet<>();
        for (Rand rand : history.rands()) {
            ids.add(rand.id());
        }
        return ids;
    }

    private static byte[] indexKey(RandId id, byte[] imsiKey) {
        return ByteBuffer.allocate(RandId.OCTETS + ImsiKey.OCTETS)
                .putInt(id.value())
                .put(imsiKey)
                .array();
    }
}
