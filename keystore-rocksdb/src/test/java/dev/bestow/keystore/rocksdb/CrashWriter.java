package dev.bestow.keystore.rocksdb;

import dev.bestow.keystore.SqnCeilings;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.contract.NumberedRows;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The process that is killed: writes with many callers and prints a line for each write and each sequence
/// number once it is acknowledged. The reader of its output, [CrashLog], is the log that survives.
final class CrashWriter {
    private static final int CALLERS = 64;

    /// How many kinds of work there are; they take turns.
    static final int KINDS = NumberedRows.KINDS + 3;

    /// Subscribers numbered by a counter: so few that callers meet at each.
    static final int CARDS = 3;

    private static final int FIRST_CARD = 2_000_000_000;

    /// The instance whose ceiling [CrashLog] checks as a row, and the one that hands out numbers.
    static final int ROW_INSTANCE = 0;

    static final int TIME_INSTANCE = 1;

    /// Numbers below a raised ceiling (see [SqnCeilings]).
    private static final int TICKS_AHEAD = 60;

    private static final EpochKeyPlan ONE_EPOCH = new EpochKeyPlan(1_000, 1_000, 1_000);

    private final RocksStore store;
    private final EpochKeyWrap wrap;
    private final AtomicInteger next;
    private final PrintStream acknowledgements =
            new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    private final Object clock = new Object();
    private long ceiling;
    private long nextTime;

    private CrashWriter(RocksStore store, EpochKeyWrap wrap, int first) {
        this.store = store;
        this.wrap = wrap;
        this.next = new AtomicInteger(first);
        this.ceiling = store.sqnCeilings().ceiling(TIME_INSTANCE);
        this.nextTime = ceiling;
    }

    /// The folder of the store and the number of the first write.
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        RocksStore store = RocksStore.open(folder);
        var writer = new CrashWriter(store, epochKeys(folder), Integer.parseInt(arguments[1]));
        for (int card = 0; card < CARDS; card++) {
            store.subscribers().put(Facts.subscriber(FIRST_CARD + card, 1));
        }
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                executor.execute(writer::writeForEver);
            }
        }
    }

    /// What the keys in the store are wrapped under: files beside it.
    static EpochKeyWrap epochKeys(Path store) {
        return EpochKeyWrap.open(
                store.resolveSibling("keys").resolve("epochs"),
                ONE_EPOCH,
                new SecureRandom()::nextBytes,
                Facts.T0);
    }

    static int imsiNumber(int card) {
        return FIRST_CARD + card;
    }

    private void writeForEver() {
        while (true) {
            // One write to the pipe, so that the kill cuts no line in half.
            acknowledgements.print(write(next.getAndIncrement()) + "\n");
        }
    }

    /// By turns each kind of row and each scheme of numbers; what there is to say of it.
    private String write(int number) {
        int kind = number % KINDS;
        switch (kind) {
            case 0, 1, 2 -> NumberedRows.write(store, wrap, kind, number);
            case 3 -> store.sqnCeilings().raiseCeiling(ROW_INSTANCE, number);
            case 4 -> {
                int card = number / KINDS % CARDS;
                long seq =
                        store.sqnCeilings()
                                .takeSeq(Facts.imsi(imsiNumber(card)), 1, 1)
                                .orElseThrow();
                return CrashLog.counted(card, seq);
            }
            default -> {
                return CrashLog.timed(takeTime());
            }
        }
        return CrashLog.row(number);
    }

    /// As an HSS instance does: the ceiling is durable before a number at or above the old one leaves.
    private long takeTime() {
        synchronized (clock) {
            if (nextTime >= ceiling) {
                store.sqnCeilings().raiseCeiling(TIME_INSTANCE, nextTime + TICKS_AHEAD);
                ceiling = nextTime + TICKS_AHEAD;
            }
            return nextTime++;
        }
    }
}
