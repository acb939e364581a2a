package dev.bestow.keystore.rocksdb;

import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.contract.TestWrap;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The process that is killed: writes with many callers and prints the number of each write once it is
/// acknowledged. The reader of its output is the log that survives.
final class CrashWriter {
    private static final int CALLERS = 64;

    private CrashWriter() {}

    public static void main(String[] arguments) {
        int first = Integer.parseInt(arguments[1]);
        PrintStream acknowledgements = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        AtomicInteger next = new AtomicInteger(first);
        RocksStore store = RocksStore.open(Path.of(arguments[0]));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                executor.execute(() -> writeForEver(store, next, acknowledgements));
            }
        }
    }

    private static void writeForEver(
            RocksStore store, AtomicInteger next, PrintStream acknowledgements) {
        while (true) {
            int number = next.getAndIncrement();
            write(store, number);
            // One write to the pipe, so that the kill cuts no line in half.
            acknowledgements.print(number + "\n");
        }
    }

    /// By turns each kind of row.
    private static void write(RocksStore store, int number) {
        switch (number % 4) {
            case 0 -> store.subscribers().put(Facts.subscriber(number, 1));
            case 1 -> {
                KeyRing ring = store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
                ring.push(Facts.push(Facts.imsi(number), Facts.rand(number, 1), 1, 1));
                ring.confirm(
                        Facts.confirm(
                                Facts.imsi(number),
                                Facts.rand(number, 1),
                                Facts.guti(1, number),
                                0,
                                1));
            }
            case 2 -> {
                ClaimOutcome outcome =
                        store.claims(ClaimLimits.STANDARD)
                                .claim(Facts.claim(number, 1, 1), Facts.T0);
                if (!(outcome instanceof ClaimOutcome.Admitted)) {
                    throw new IllegalStateException(outcome + " for a first claim");
                }
            }
            default -> store.sqnCeilings().raiseCeiling(0, number);
        }
    }
}
