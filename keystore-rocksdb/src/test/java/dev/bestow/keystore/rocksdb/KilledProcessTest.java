package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// kill -9 in the middle of writing, `-Dcrash.rounds` times on one folder: acknowledged writes lost = 0, sequence
/// numbers repeated = 0.
final class KilledProcessTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);

    /// Of each round; 50 rounds then have the 10,000 acknowledged writes without which a run proves little.
    private static final int FEWEST_WRITES = 200;

    private static final int FEWEST_LINES = 300;
    private static final int MORE_LINES = 2_000;

    @TempDir private Path folder;

    @Test
    void nothingAcknowledgedIsLostAndNoNumberLeavesTwiceWhenTheProcessIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CrashLog log = new CrashLog();
        List<String> lost = new ArrayList<>();
        for (int round = 0; round < ROUNDS && lost.isEmpty(); round++) {
            int killAfter = FEWEST_LINES + random.nextInt(MORE_LINES);
            assertThat(log.round(folder.resolve("store"), killAfter, Forked.nativesIn(folder)))
                    .as("status of a writer killed by a signal, seed %d", seed)
                    .isEqualTo(137);
            lost.addAll(log.lostFrom(folder.resolve("store")));
        }
        System.out.println(log.summary("kill -9", lost.size()));
        assertThat(lost).as("lost, seed %d", seed).isEmpty();
        assertThat(log.repeated()).as("repeated, seed %d", seed).isEmpty();
        assertThat(log.acknowledged()).isGreaterThanOrEqualTo(ROUNDS * FEWEST_WRITES);
    }
}
