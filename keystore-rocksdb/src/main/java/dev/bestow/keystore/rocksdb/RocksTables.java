package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Reason;
import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;
import org.rocksdb.BackupEngine;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// The open database: reads from any thread, one synchronous write at a time.
///
/// A native call pins the carrier of a virtual thread, so reads are single gets or short pages. A read
/// after [#close] would crash the process; the gate makes it a [StoreFailure].
final class RocksTables implements AutoCloseable {
    /// Beside what the log takes a second time: for the tables' own files when the database opens.
    private static final long SPARE_OCTETS = 8L << 20;

    private static final long OCTETS_A_MIB = 1L << 20;

    /// Of each table that is cached; together they are some 35 MB of heap when full.
    private static final int CACHED_ROWS = 1 << 14;

    private final Path folder;
    private final Map<Table, RowCache<?>> caches = new EnumMap<>(Table.class);
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private boolean closed;

    /// None while it could not be opened again.
    private @Nullable RocksDatabase database;

    /// Since a write failed for it, RocksDB takes none until it is opened anew.
    private volatile boolean outOfRoom;

    RocksTables(Path folder) throws RocksDBException {
        this.folder = folder;
        database = new RocksDatabase(folder);
    }

    /// Keeps rows of `table` that were read, decoded. Before the first write of the table.
    ///
    /// @param decode makes a row of its key and its value, or null
    <V> RowCache<V> cached(Table table, BiFunction<byte[], byte @Nullable [], V> decode) {
        RowCache<V> cache = new RowCache<>(CACHED_ROWS, key -> decode.apply(key, get(table, key)));
        caches.put(table, cache);
        return cache;
    }

    /// The value of one row, or null.
    byte @Nullable [] get(Table table, byte[] key) {
        RocksDatabase open = enter();
        try {
            return open.db().get(open.family(table), key);
        } catch (RocksDBException e) {
            throw new StoreFailure("reading " + table + " failed: " + e.getMessage(), e);
        } finally {
            leave();
        }
    }

    /// At most `limit` rows from `from` on, in the order of their keys.
    List<Map.Entry<byte[], byte[]>> page(Table table, byte[] from, int limit) {
        RocksDatabase open = enter();
        try (RocksIterator rows = open.db().newIterator(open.family(table))) {
            List<Map.Entry<byte[], byte[]>> page = new ArrayList<>();
            for (rows.seek(from); rows.isValid() && page.size() < limit; rows.next()) {
                page.add(Map.entry(rows.key(), rows.value()));
            }
            rows.status();
            return page;
        } catch (RocksDBException e) {
            throw new StoreFailure("reading " + table + " failed: " + e.getMessage(), e);
        } finally {
            leave();
        }
    }

    /// Writes all changes of `draft` and returns after the fsync of the log.
    void write(Draft draft) {
        RocksDatabase open = enter();
        try (WriteBatch batch = new WriteBatch()) {
            draft.forEach((table, key, value) -> {
                RowCache<?> cache = caches.get(table);
                if (cache != null) {
                    cache.hold(key);
                }
                if (value == null) {
                    batch.delete(open.family(table), key);
                } else {
                    batch.put(open.family(table), key, value);
                }
            });
            open.db().write(open.synchronous(), batch);
        } catch (RocksDBException e) {
            outOfRoom |= isOutOfRoom(e);
            throw new StoreFailure("writing to the store failed: " + e.getMessage(), e);
        } finally {
            release(draft);
            leave();
        }
    }

    private void release(Draft draft) {
        caches.forEach((table, cache) -> draft.keys(table).forEach(cache::release));
    }

    /// Adds what is durable now to `backups`. What is only in the log goes to tables first, so that the next
    /// backup finds them there.
    void backUp(BackupEngine backups, String note) throws RocksDBException {
        RocksDatabase open = enter();
        try {
            backups.createNewBackupWithMetadata(open.db(), note, true);
        } finally {
            leave();
        }
    }

    /// Reads every block and compares its checksum.
    void verify() {
        RocksDatabase open = enter();
        try {
            open.db().verifyChecksum();
        } catch (RocksDBException e) {
            throw new StoreFailure("the store is damaged: " + e.getMessage(), e);
        } finally {
            leave();
        }
    }

    private RocksDatabase enter() {
        gate.readLock().lock();
        RocksDatabase open = database;
        if (open == null) {
            leave();
            throw new StoreFailure(
                    closed ? "the store is closed" : "the store did not open again, and is tried");
        }
        return open;
    }

    private void leave() {
        gate.readLock().unlock();
    }

    private static boolean isOutOfRoom(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getSubCode() == Status.SubCode.NoSpace;
    }

    /// Before work that will be written. RocksDB takes no write after one for which the disk had no room; once it
    /// has, the database is opened anew. Reads go on until then.
    void requireRoom() {
        if (!outOfRoom) {
            return;
        }
        long needed = SPARE_OCTETS;
        long usable;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                needed += Files.size(log);
            }
            usable = Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new StoreFailure("the room of " + folder + " cannot be told: " + Reason.of(e), e);
        }
        if (usable < needed) {
            throw new StoreFailure(
                    "the disk of "
                            + folder
                            + " is full: make room for "
                            + needed / OCTETS_A_MIB
                            + " MiB, then it is written again");
        }
        reopen();
    }

    /// What was written and never acknowledged may be there afterwards, so no cached row counts any more.
    private void reopen() {
        Lock alone = gate.writeLock();
        alone.lock();
        try {
            shut();
            caches.values().forEach(RowCache::clear);
            if (!closed) {
                database = new RocksDatabase(folder);
                outOfRoom = false;
            }
        } catch (RocksDBException e) {
            throw new StoreFailure("the store does not open again: " + e.getMessage(), e);
        } finally {
            alone.unlock();
        }
    }

    private void shut() {
        RocksDatabase open = database;
        database = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        Lock alone = gate.writeLock();
        alone.lock();
        try {
            closed = true;
            shut();
        } finally {
            alone.unlock();
        }
    }
}
