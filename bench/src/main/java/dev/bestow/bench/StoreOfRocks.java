package dev.bestow.bench;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// RocksDB alone, on the rows of a Bestow store and with its settings: the same number of rows in the same
/// number of synchronous batches, and no rules. Concurrent callers share fsyncs by RocksDB's own write groups.
final class StoreOfRocks implements StoreContender, AutoCloseable {
    private final RocksDB db;
    private final Map<String, ColumnFamilyHandle> families = new HashMap<>();
    private final WriteOptions synchronous = new WriteOptions().setSync(true);
    private final List<byte[]> imsis = new ArrayList<>();
    private final byte[] key;

    StoreOfRocks(Path rows) throws RocksDBException {
        ColumnFamilyOptions options =
                new ColumnFamilyOptions()
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setTableFormatConfig(
                                new BlockBasedTableConfig()
                                        .setBlockCache(new LRUCache(32L << 20))
                                        .setCacheIndexAndFilterBlocks(true)
                                        .setFilterPolicy(new BloomFilter(10)));
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (byte[] name : RocksDB.listColumnFamilies(new Options(), rows.toString())) {
            descriptors.add(new ColumnFamilyDescriptor(name, options));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        DBOptions database =
                new DBOptions().setDbWriteBufferSize(32L << 20).setMaxTotalWalSize(64L << 20);
        db = RocksDB.open(database, rows.toString(), descriptors, handles);
        for (ColumnFamilyHandle handle : handles) {
            families.put(new String(handle.getName(), StandardCharsets.UTF_8), handle);
        }
        try (RocksIterator subscribers = db.newIterator(family("subscribers"))) {
            subscribers.seekToFirst();
            while (subscribers.isValid()) {
                imsis.add(subscribers.key());
                subscribers.next();
            }
        }
        key = firstKey();
    }

    /// As long as the row of a key is.
    private byte[] firstKey() {
        try (RocksIterator rows = db.newIterator(family("keys"))) {
            rows.seekToFirst();
            return rows.isValid() ? rows.value() : new byte[256];
        }
    }

    private ColumnFamilyHandle family(String name) {
        ColumnFamilyHandle handle = families.get(name);
        if (handle == null) {
            throw new IllegalStateException("no column family " + name);
        }
        return handle;
    }

    void compact() throws RocksDBException {
        for (ColumnFamilyHandle handle : families.values()) {
            db.flush(new FlushOptions(), handle);
            db.compactRange(handle);
        }
    }

    @Override
    public void putAndGet(int number) throws RocksDBException {
        byte[] imsi = ByteBuffer.allocate(8).putInt(4, number).array();
        byte[] rand = Arrays.copyOfRange(imsi, 4, 8);
        byte[] subscriber = Arrays.copyOf(imsi, 9);
        byte[] guti = Arrays.copyOf(imsi, 10);
        write("rands", rand, subscriber, imsi);
        write("gutis", guti, subscriber, imsi);
        if (db.get(family("rands"), rand) == null || db.get(family("keys"), imsi) == null) {
            throw new IllegalStateException("row " + number + " is not there");
        }
    }

    /// A row beside the key's, as a push has and a confirmation.
    private void write(String table, byte[] name, byte[] value, byte[] imsi)
            throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(family(table), name, value);
            batch.put(family("keys"), imsi, key);
            db.write(synchronous, batch);
        }
    }

    @Override
    public void profile(int number) throws RocksDBException {
        if (db.get(family("subscribers"), imsis.get(number % imsis.size())) == null) {
            throw new IllegalStateException("a subscriber is not there");
        }
    }

    @Override
    public void close() {
        families.values().forEach(ColumnFamilyHandle::close);
        db.close();
    }
}
