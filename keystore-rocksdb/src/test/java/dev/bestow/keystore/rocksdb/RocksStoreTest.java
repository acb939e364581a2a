package dev.bestow.keystore.rocksdb;

import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.contract.StoreContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class RocksStoreTest implements StoreContract {
    @TempDir private Path folder;
    private final List<NodeStore> others = new ArrayList<>();
    private RocksStore store;

    @BeforeEach
    void open() {
        store = RocksStore.open(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
        others.forEach(NodeStore::close);
    }

    @Override
    public NodeStore store() {
        return store;
    }

    @Override
    public NodeStore reopened() {
        store.close();
        open();
        return store;
    }

    @Override
    public NodeStore another() {
        NodeStore other = RocksStore.open(folder.resolve("other" + others.size()));
        others.add(other);
        return other;
    }
}
