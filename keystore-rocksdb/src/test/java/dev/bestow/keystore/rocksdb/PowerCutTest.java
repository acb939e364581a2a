package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// The power fails in the middle of writing, `-Dcrash.rounds` times: what no fsync has put on the disk is gone (see
/// [RecordedDisk]), and nothing acknowledged is with it. Needs `cc` and Linux; without them the class is
/// skipped and says so, with `-Dinterop.required=true` it fails.
final class PowerCutTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);

    /// Of each round; 50 rounds then have 10,000.
    private static final int FEWEST_WRITES = 200;

    private static final int FEWEST_LINES = 300;
    private static final int MORE_LINES = 2_000;
    private static final int KILLED = 137;

    /// Of folders that the store makes itself, so that their names have to reach the disk too.
    private static final Path STORE = Path.of("data", "hss");

    @TempDir private Path folder;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final CrashLog log = new CrashLog();

    @BeforeEach
    void requireCompiler() {
        boolean there =
                System.getProperty("os.name").equals("Linux")
                        && Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                                .anyMatch(path -> Files.isExecutable(Path.of(path, "cc")));
        if (Boolean.getBoolean("interop.required")) {
            assertThat(there).as("cc on Linux: demanded by -Dinterop.required=true").isTrue();
        }
        assumeTrue(there, "no power is cut: needs cc (apt install build-essential) on Linux");
    }

    @Test
    void nothingAcknowledgedIsLostAndNoNumberLeavesTwiceWhenThePowerFails() throws Exception {
        Path recorder = RecordedDisk.recorder(folder);
        Path before = Files.createDirectory(folder.resolve("disk0"));
        List<String> lost = new ArrayList<>();
        for (int round = 0; round < ROUNDS && lost.isEmpty(); round++) {
            RecordedDisk disk =
                    written(before, recorder, FEWEST_LINES + random.nextInt(MORE_LINES));
            Path after = folder.resolve("disk" + (round + 1));
            RecordedDisk.Tail tail =
                    random.nextBoolean() ? RecordedDisk.torn(random) : RecordedDisk.DROPPED;
            disk.afterPowerCut(after, disk.notes(), tail);
            lost.addAll(log.lostFrom(after.resolve(STORE)));
            before = after;
        }
        System.out.println(log.summary("power cut", lost.size()));
        assertThat(lost).as("lost, seed %d", seed).isEmpty();
        assertThat(log.repeated()).as("repeated, seed %d", seed).isEmpty();
        assertThat(log.acknowledged()).isGreaterThanOrEqualTo(ROUNDS * FEWEST_WRITES);
    }

    /// The test of the test.
    @Test
    void aDiskThatForgetsItsLastFsyncsIsFoundOut() throws Exception {
        RecordedDisk disk =
                written(
                        Files.createDirectory(folder.resolve("disk")),
                        RecordedDisk.recorder(folder),
                        MORE_LINES);
        List<String> notes = disk.notes();
        Path after = folder.resolve("after");
        disk.afterPowerCut(after, notes.subList(0, notes.size() - 10), RecordedDisk.DROPPED);
        assertThat(log.lostFrom(after.resolve(STORE))).isNotEmpty();
    }

    /// A disk on which a writer was at work until it was killed.
    private RecordedDisk written(Path root, Path recorder, int killAfter) throws Exception {
        RecordedDisk disk = new RecordedDisk(root, Path.of(root + ".record"));
        Map<String, String> environment = new HashMap<>(Forked.nativesIn(folder));
        environment.putAll(disk.environment(recorder));
        assertThat(log.round(root.resolve(STORE), killAfter, environment))
                .as("status of a writer killed by a signal, seed %d", seed)
                .isEqualTo(KILLED);
        return disk;
    }
}
