package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyName;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.contract.TestWrap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// kill -9 in the middle of writing, a few rounds on one folder: acknowledged writes lost = 0.
final class KilledProcessTest {
    private static final int ROUNDS = 3;
    private static final int FEWEST = 300;

    @TempDir private Path folder;

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int first = 0;
        int acknowledgedInAll = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> acknowledged = writeUntilKilled(first, FEWEST + random.nextInt(2_000));
            acknowledgedInAll += acknowledged.size();
            try (RocksStore store = RocksStore.open(folder)) {
                for (int number : acknowledged) {
                    assertThat(isThere(store, number))
                            .as("write %d, seed %d", number, seed)
                            .isTrue();
                }
            }
            // Callers may have been a few numbers ahead of the acknowledgements.
            first = acknowledged.stream().mapToInt(Integer::intValue).max().orElseThrow() + 1_000;
        }
        assertThat(acknowledgedInAll).isGreaterThanOrEqualTo(ROUNDS * FEWEST);
    }

    /// What the writer acknowledged before it died, the lines still in the pipe included.
    private List<Integer> writeUntilKilled(int first, int killAfter)
            throws IOException, InterruptedException {
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashWriter.class.getName(),
                                folder.toString(),
                                String.valueOf(first))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<Integer> acknowledged = new ArrayList<>();
        try (BufferedReader lines = writer.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    acknowledged.add(Integer.parseInt(line));
                }
                if (acknowledged.size() == killAfter) {
                    kill(writer);
                }
            }
        } finally {
            kill(writer);
        }
        assertThat(writer.waitFor()).as("killed by a signal").isEqualTo(137);
        return acknowledged;
    }

    /// SIGKILL. `Process.destroyForcibly` would close our end of the pipe too, and with it lose lines.
    private static void kill(Process writer) {
        writer.toHandle().destroyForcibly();
    }

    private static boolean isThere(RocksStore store, int number) {
        return switch (number % 4) {
            case 0 -> store.subscribers().find(Facts.imsi(number)).isPresent();
            case 1 -> {
                KeyRing ring = store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
                KeyName name = new KeyName.ByRand(Facts.rand(number, 1).id());
                yield ring.select(name, Facts.T0) instanceof Selection.Found;
            }
            case 2 ->
                    store.claims(ClaimLimits.STANDARD).claim(Facts.claim(number, 1, 1), Facts.T0)
                            instanceof ClaimOutcome.Repeat;
            default -> store.sqnCeilings().ceiling(0) >= number;
        };
    }
}
