package dev.bestow.keystore.rocksdb;

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
import org.rocksdb.WriteOptions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// RocksDB, opened as this store needs it. Off-heap memory is bounded by [#CACHE_OCTETS] and
/// [#WRITE_BUFFER_OCTETS].
final class RocksDatabase implements AutoCloseable {
    private static final long CACHE_OCTETS = 32L << 20;
    private static final long WRITE_BUFFER_OCTETS = 32L << 20;
    private static final long MAX_WAL_OCTETS = 64L << 20;
    private static final long MAX_LOG_OCTETS = 1L << 20;

    /// About 1 % false positives, so that a get of an absent row rarely reads a block.
    private static final double BLOOM_BITS_PER_KEY = 10;

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final Map<Table, ColumnFamilyHandle> families = new EnumMap<>(Table.class);
    private final RocksDB db;
    private final WriteOptions synchronous;

    RocksDatabase(Path folder) throws RocksDBException {
        NativeLibrary.load(folder);
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

    RocksDB db() {
        return db;
    }

    ColumnFamilyHandle family(Table table) {
        return Objects.requireNonNull(families.get(table));
    }

    /// Of a write that returns after its fsync.
    WriteOptions synchronous() {
        return synchronous;
    }

    @Override
    public void close() {
        families.values().forEach(ColumnFamilyHandle::close);
        db.close();
        release();
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
