package dev.bestow.keystore.rocksdb;

import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;
import org.rocksdb.BackupEngine;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/// The open database: reads from any thread, one synchronous write at a time. Off-heap memory is bounded
/// by [#CACHE_OCTETS] and [#WRITE_BUFFER_OCTETS].
///
/// A native call pins the carrier of a virtual thread, so reads are single gets or short pages. A read
/// after [#close] would crash the process; the gate makes it a [StoreFailure].
final class RocksTables implements AutoCloseable {
    private static final long CACHE_OCTETS = 32L << 20;
    private static final long WRITE_BUFFER_OCTETS = 32L << 20;
    private static final long MAX_WAL_OCTETS = 64L << 20;
    private static final long MAX_LOG_OCTETS = 1L << 20;

    /// About 1 % false positives, so that a get of an absent row rarely reads a block.
    private static final double BLOOM_BITS_PER_KEY = 10;

    /// Of each table that is cached; together they are 23 MB of heap when full.
    private static final int CACHED_ROWS = 1 << 14;

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final Map<Table, ColumnFamilyHandle> families = new EnumMap<>(Table.class);
    private final RocksDB db;
    private final WriteOptions synchronous;
    private final Map<Table, RowCache<?>> caches = new EnumMap<>(Table.class);
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private boolean closed;

    RocksTables(Path folder) throws RocksDBException {
        RocksDB.loadLibrary();
        try {
            synchronous = register(new WriteOptions().setSync(true));
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            ColumnFamilyOptions options = familyOptions();
            for (Table table : Table.values()) {
                descriptors.add(new ColumnFamilyDescriptor(table.familyName(), options));
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            db = RocksDB.open(databaseOptions(), folder.toString(), descriptors, handles);
            // Handles come back in the order of the descriptors.
            Iterator<ColumnFamilyHandle> opened = handles.iterator();
            for (Table table : Table.values()) {
                families.put(table, opened.next());
            }
        } catch (RocksDBException | RuntimeException e) {
            release();
            throw e;
        }
    }

    private ColumnFamilyOptions familyOptions() {
        BlockBasedTableConfig blocks =
                new BlockBasedTableConfig()
                        .setBlockCache(register(new LRUCache(CACHE_OCTETS)))
                        .setCacheIndexAndFilterBlocks(true)
                        .setFilterPolicy(register(new BloomFilter(BLOOM_BITS_PER_KEY)));
        return register(
                new ColumnFamilyOptions()
                        .setTableFormatConfig(blocks)
                        .setCompressionType(CompressionType.LZ4_COMPRESSION));
    }

    /// The default recovery mode fits: whatever was acknowledged is fsynced, so replaying the log up to
    /// the first torn record loses nothing that was promised.
    private DBOptions databaseOptions() {
        return register(
                new DBOptions()
                        .setCreateIfMissing(true)
                        .setCreateMissingColumnFamilies(true)
                        .setDbWriteBufferSize(WRITE_BUFFER_OCTETS)
                        .setMaxTotalWalSize(MAX_WAL_OCTETS)
                        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                        .setMaxLogFileSize(MAX_LOG_OCTETS)
                        .setKeepLogFileNum(2)
                        .setStatsDumpPeriodSec(0)
                        .setStatsPersistPeriodSec(0));
    }

    private <T extends AutoCloseable> T register(T resource) {
        resources.add(resource);
        return resource;
    }

    /// Keeps rows of `table` that were read, decoded. Before the first write of the table.
    ///
    /// @param decode makes a row of its value, or of null
    <V> RowCache<V> cached(Table table, Function<byte @Nullable [], V> decode) {
        RowCache<V> cache = new RowCache<>(CACHED_ROWS, key -> decode.apply(get(table, key)));
        caches.put(table, cache);
        return cache;
    }

    /// The value of one row, or null.
    byte @Nullable [] get(Table table, byte[] key) {
        Lock open = enter();
        try {
            return db.get(families.get(table), key);
        } catch (RocksDBException e) {
            throw new StoreFailure("reading " + table + " failed: " + e.getMessage(), e);
        } finally {
            open.unlock();
        }
    }

    /// At most `limit` rows from `from` on, in the order of their keys.
    List<Map.Entry<byte[], byte[]>> page(Table table, byte[] from, int limit) {
        Lock open = enter();
        try (RocksIterator rows = db.newIterator(families.get(table))) {
            List<Map.Entry<byte[], byte[]>> page = new ArrayList<>();
            for (rows.seek(from); rows.isValid() && page.size() < limit; rows.next()) {
                page.add(Map.entry(rows.key(), rows.value()));
            }
            rows.status();
            return page;
        } catch (RocksDBException e) {
            throw new StoreFailure("reading " + table + " failed: " + e.getMessage(), e);
        } finally {
            open.unlock();
        }
    }

    /// Writes all changes of `draft` and returns after the fsync of the log.
    void write(Draft draft) {
        Lock open = enter();
        try (WriteBatch batch = new WriteBatch()) {
            draft.forEach((table, key, value) -> {
                RowCache<?> cache = caches.get(table);
                if (cache != null) {
                    cache.hold(key);
                }
                if (value == null) {
                    batch.delete(families.get(table), key);
                } else {
                    batch.put(families.get(table), key, value);
                }
            });
            db.write(synchronous, batch);
        } catch (RocksDBException e) {
            throw new StoreFailure("writing to the store failed: " + e.getMessage(), e);
        } finally {
            release(draft);
            open.unlock();
        }
    }

    private void release(Draft draft) {
        caches.forEach((table, cache) -> draft.keys(table).forEach(cache::release));
    }

    /// Adds what is durable now to `backups`. What is only in the log goes to tables first, so that the next
    /// backup finds them there.
    void backUp(BackupEngine backups, String note) throws RocksDBException {
        Lock open = enter();
        try {
            backups.createNewBackupWithMetadata(db, note, true);
        } finally {
            open.unlock();
        }
    }

    /// Reads every block and compares its checksum.
    void verify() {
        Lock open = enter();
        try {
            db.verifyChecksum();
        } catch (RocksDBException e) {
            throw new StoreFailure("the store is damaged: " + e.getMessage(), e);
        } finally {
            open.unlock();
        }
    }

    private Lock enter() {
        Lock open = gate.readLock();
        open.lock();
        if (closed) {
            open.unlock();
            throw new StoreFailure("the store is closed");
        }
        return open;
    }

    @Override
    public void close() {
        Lock alone = gate.writeLock();
        alone.lock();
        try {
            if (!closed) {
                closed = true;
                families.values().forEach(ColumnFamilyHandle::close);
                db.close();
                release();
            }
        } finally {
            alone.unlock();
        }
    }

    private void release() {
        for (AutoCloseable resource : resources.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("RocksDB options close without exception", e);
            }
        }
    }
}
