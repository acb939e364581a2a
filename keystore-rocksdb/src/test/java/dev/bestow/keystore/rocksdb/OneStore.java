package dev.bestow.keystore.rocksdb;

import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.contract.Facts;

import java.nio.file.Path;

/// Opens the store in its argument and writes a subscriber; prints what comes of it.
final class OneStore {
    private OneStore() {}

    static void main(String[] arguments) {
        try (RocksStore store = RocksStore.open(Path.of(arguments[0]))) {
            store.subscribers().put(Facts.subscriber(1, 1));
            System.out.println("written");
        } catch (StoreFailure e) {
            System.out.println(e.getMessage());
        }
    }
}
