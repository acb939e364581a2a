package dev.bestow.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class StartCountTest {
    private static final long NOW_MS = 1_790_000_000_000L;

    @TempDir private Path folder;

    @Test
    void growsWithEveryStartWhateverTheClockDoes() throws IOException {
        long first = StartCount.next(folder, NOW_MS);
        long second = StartCount.next(folder, NOW_MS);
        long third = StartCount.next(folder, 0);
        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
    }

    @Test
    void goesOnFromACountOfAnEarlierVersion() throws IOException {
        Files.writeString(folder.resolve("starts"), "7\n");
        assertThat(StartCount.next(folder, NOW_MS)).isGreaterThan(7);
    }

    @Test
    void anMmeThatHasLostItsFolderIsNoEarlierLifeOfItself() throws IOException {
        long before = StartCount.next(folder.resolve("a"), NOW_MS);
        for (int restart = 0; restart < 100; restart++) {
            before = StartCount.next(folder.resolve("a"), NOW_MS + 60_000L * restart);
        }
        assertThat(StartCount.next(folder.resolve("b"), NOW_MS + 6_060_000)).isGreaterThan(before);
    }
}
