package dev.bestow.keystore.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Changes on top of the stored rows: reads see them, nobody else does until they are written. A child
/// draft is one caller's share of a batch, merged into it when the caller's work succeeded.
final class Draft {
    /// What a draft stands on.
    @FunctionalInterface
    interface Base {
        byte @Nullable [] get(Table table, byte[] key);
    }

    /// Takes one change; a null value deletes.
    @FunctionalInterface
    interface Sink {
        void change(Table table, byte[] key, byte @Nullable [] value) throws RocksDBException;
    }

    private final Base base;
    private final Map<Table, Map<RowKey, Change>> changes = new EnumMap<>(Table.class);

    Draft(Base base) {
        this.base = base;
    }

    byte @Nullable [] get(Table table, byte[] key) {
        Map<RowKey, Change> ofTable = changes.get(table);
        Change change = ofTable == null ? null : ofTable.get(new RowKey(key));
        return change == null ? base.get(table, key) : change.value;
    }

    void put(Table table, byte[] key, byte[] value) {
        change(table, new RowKey(key), new Change(value));
    }

    void delete(Table table, byte[] key) {
        change(table, new RowKey(key), new Change(null));
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    void forEach(Sink sink) throws RocksDBException {
        for (Map.Entry<Table, Map<RowKey, Change>> ofTable : changes.entrySet()) {
            for (Map.Entry<RowKey, Change> row : ofTable.getValue().entrySet()) {
                sink.change(ofTable.getKey(), row.getKey().octets, row.getValue().value);
            }
        }
    }

    /// Of the rows of `table` it changes.
    Stream<byte[]> keys(Table table) {
        return changes.getOrDefault(table, Map.of()).keySet().stream().map(key -> key.octets);
    }

    /// Takes over everything `child` changed.
    void merge(Draft child) {
        child.changes.forEach(
                (table, ofTable) -> ofTable.forEach((key, change) -> change(table, key, change)));
    }

    private void change(Table table, RowKey key, Change change) {
        changes.computeIfAbsent(table, _ -> new HashMap<>()).put(key, change);
    }

    /// Octets compared by content; not a record, for records hold no arrays.
    private static final class RowKey {
        private final byte[] octets;

        RowKey(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RowKey that && Arrays.equals(octets, that.octets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }
    }

    /// A new value, or none.
    private static final class Change {
        private final byte @Nullable [] value;

        Change(byte @Nullable [] value) {
            this.value = value;
        }
    }
}
