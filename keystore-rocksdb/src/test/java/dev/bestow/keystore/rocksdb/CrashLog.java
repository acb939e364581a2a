package dev.bestow.keystore.rocksdb;

import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.contract.NumberedRows;
import dev.bestow.keystore.epoch.EpochKeyWrap;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Everything that [CrashWriter] acknowledged in all its lives, kept by the process that survives it, and
/// what became of it.
final class CrashLog {
    /// Callers of a life may have been this many numbers ahead of the acknowledgements.
    private static final int UNACKNOWLEDGED = 1_000;

    /// Whose numbers are those below a ceiling, beside the cards.
    private static final int TIME_BASED = -1;

    private final List<Integer> rows = new ArrayList<>();
    private final Map<Integer, Set<Long>> numbers = new TreeMap<>();
    private final List<String> repeated = new ArrayList<>();
    private int rounds;

    static String row(int number) {
        return "row " + number;
    }

    static String counted(int card, long seq) {
        return "number " + card + " " + seq;
    }

    static String timed(long number) {
        return "number " + TIME_BASED + " " + number;
    }

    /// Lets a writer write into `store` until it has acknowledged `killAfter` times, kills it, and takes down
    /// what it acknowledged, the lines still in the pipe included. Returns its status.
    int round(Path store, int killAfter, Map<String, String> environment)
            throws IOException, InterruptedException {
        rounds++;
        int first = rows.stream().mapToInt(Integer::intValue).max().orElse(0) + UNACKNOWLEDGED;
        ProcessBuilder builder =
                new ProcessBuilder(
                        Forked.command(CrashWriter.class, store.toString(), String.valueOf(first)));
        builder.environment().putAll(environment);
        Process writer = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        int lines = 0;
        try (BufferedReader acknowledged = writer.inputReader()) {
            for (String line = acknowledged.readLine();
                    line != null;
                    line = acknowledged.readLine()) {
                add(line);
                lines++;
                if (lines == killAfter) {
                    kill(writer);
                }
            }
        } finally {
            kill(writer);
        }
        return writer.waitFor();
    }

    /// SIGKILL. `Process.destroyForcibly` would close our end of the pipe too, and with it lose lines.
    private static void kill(Process writer) {
        writer.toHandle().destroyForcibly();
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("row")) {
            rows.add(Integer.parseInt(words[1]));
            return;
        }
        Set<Long> known = numbers.computeIfAbsent(Integer.parseInt(words[1]), _ -> new HashSet<>());
        if (!known.add(Long.parseLong(words[2]))) {
            repeated.add(line);
        }
    }

    /// Writes that were on disk before they were acknowledged, each of its own: rows and counted numbers.
    int acknowledged() {
        return rows.size()
                + numbers.entrySet().stream()
                        .filter(owner -> owner.getKey() != TIME_BASED)
                        .mapToInt(owner -> owner.getValue().size())
                        .sum();
    }

    List<String> repeated() {
        return repeated;
    }

    /// What the store in `folder` does not have any more.
    List<String> lostFrom(Path folder) {
        try (RocksStore store = RocksStore.open(folder);
                EpochKeyWrap wrap = CrashWriter.epochKeys(folder)) {
            return lost(store, wrap);
        }
    }

    private List<String> lost(RocksStore store, EpochKeyWrap wrap) {
        List<String> lost = new ArrayList<>();
        for (int number : rows) {
            if (!isThere(store, wrap, number)) {
                lost.add(row(number));
            }
        }
        numbers.forEach((owner, taken) -> {
            long highest = Collections.max(taken);
            if (owner == TIME_BASED
                    && store.sqnCeilings().ceiling(CrashWriter.TIME_INSTANCE) <= highest) {
                lost.add(timed(highest));
            } else if (owner != TIME_BASED && counter(store, owner) < highest) {
                lost.add(counted(owner, highest));
            }
        });
        return lost;
    }

    private static boolean isThere(RocksStore store, EpochKeyWrap wrap, int number) {
        int kind = number % CrashWriter.KINDS;
        return kind < NumberedRows.KINDS
                ? NumberedRows.isThere(store, wrap, kind, number)
                : store.sqnCeilings().ceiling(CrashWriter.ROW_INSTANCE) >= number;
    }

    private static long counter(RocksStore store, int card) {
        return store.subscribers()
                .find(Facts.imsi(CrashWriter.imsiNumber(card)))
                .map(Subscriber::sqnOffset)
                .orElse(0L);
    }

    /// What a run prints at its end.
    String summary(String what, int lost) {
        return String.format(
                Locale.ROOT,
                "%s: %d rounds, %,d writes acknowledged, %d lost; %,d sequence numbers taken, %d"
                        + " repeated",
                what,
                rounds,
                acknowledged(),
                lost,
                numbers.values().stream().mapToInt(Set::size).sum() + repeated.size(),
                repeated.size());
    }
}
