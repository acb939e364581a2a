package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.contract.Facts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The process whose disk is full for a while: says line by line what it can do.
final class FullDiskWriter {
    private static final int ROWS = 1_000;
    private static final int REFUSED = 100;

    private FullDiskWriter() {}

    /// The folder on a disk that is small.
    public static void main(String[] arguments) throws IOException {
        Path disk = Path.of(arguments[0]);
        Path filler = disk.resolve("filler");
        int last = ROWS;
        try (RocksStore store = RocksStore.open(disk.resolve("store"))) {
            for (int number = 0; number < ROWS; number++) {
                store.subscribers().put(Facts.subscriber(number, 1));
            }
            fill(filler);
            String refusal = "";
            for (int refused = 0; refused < REFUSED; ) {
                try {
                    store.subscribers().put(Facts.subscriber(last, 1));
                    last++;
                } catch (StoreFailure e) {
                    refusal = String.valueOf(e.getMessage());
                    refused++;
                }
            }
            System.out.println("refused: " + refusal);
            System.out.println("on a full disk " + missing(store, last) + " rows cannot be read");
            Files.delete(filler);
            for (int number = last; number < last + ROWS; number++) {
                store.subscribers().put(Facts.subscriber(number, 1));
            }
            last += ROWS;
            System.out.println("with room again " + missing(store, last) + " are missing");
        }
        try (RocksStore store = RocksStore.open(disk.resolve("store"))) {
            System.out.println("afterwards " + missing(store, last) + " are missing");
        }
    }

    private static void fill(Path filler) throws IOException {
        byte[] octets = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(octets);
            }
        } catch (IOException e) {
            System.out.println("filled: " + e.getMessage());
        }
    }

    private static int missing(RocksStore store, int count) {
        int missing = 0;
        for (int number = 0; number < count; number++) {
            Imsi imsi = Facts.imsi(number);
            if (store.subscribers().find(imsi).isEmpty()) {
                missing++;
            }
        }
        return missing;
    }
}
