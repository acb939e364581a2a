package dev.bestow.keystore.rocksdb;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/// The rows of one table that were read last, decoded. A row has one place; another one that has the same
/// place takes it.
///
/// Readers see what they would without it. While a write is under way the place of each of its rows is
/// marked, and what is read meanwhile comes from the table and is not kept. What a reader read before is not
/// kept either once the place has changed hands, for it is put there only if nobody else did.
///
/// @param <V> a row, immutable, or what stands for none
final class RowCache<V> {
    /// Which row a place has, if any; compared by identity, so that two of the same content differ.
    private static final class Place<V> {
        private final byte[] key;
        private final @Nullable V row;
        private final boolean writing;

        Place(byte[] key, @Nullable V row, boolean writing) {
            this.key = key;
            this.row = row;
            this.writing = writing;
        }
    }

    private static final byte[] NO_KEY = {};

    private final Function<byte[], V> read;
    private final AtomicReferenceArray<@Nullable Place<V>> places;

    /// @param count how many places, a power of two
    /// @param read the row of a key, from the table
    RowCache(int count, Function<byte[], V> read) {
        this.read = read;
        this.places = new AtomicReferenceArray<>(count);
    }

    /// The row of `key`.
    V get(byte[] key) {
        int at = at(key);
        Place<V> before = places.get(at);
        if (before != null && before.row != null && Arrays.equals(before.key, key)) {
            return before.row;
        }
        V row = read.apply(key);
        if (before == null || !before.writing) {
            places.compareAndSet(at, before, new Place<>(key, row, false));
        }
        return row;
    }

    /// Before a write of the row. Writes are one at a time.
    void hold(byte[] key) {
        places.set(at(key), new Place<>(key, null, true));
    }

    /// After it, whether it succeeded or not.
    void release(byte[] key) {
        places.set(at(key), new Place<>(key, null, false));
    }

    /// Forgets every row, also those that are being read now. Nobody writes meanwhile.
    void clear() {
        for (int at = 0; at < places.length(); at++) {
            places.set(at, new Place<>(NO_KEY, null, false));
        }
    }

    /// FNV-1a: keys that follow each other have places apart, which `Arrays.hashCode` would not give them.
    private int at(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : key) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return (int) (hash ^ hash >>> 32) & places.length() - 1;
    }
}
