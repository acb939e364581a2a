package dev.bestow.ue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// When a device attaches again for a key that is refused over and over.
final class BackOffTest {
    private static final UeConfig.Limits LIMITS = UeConfig.Limits.DEFAULT;

    private final ManualTimers timers = new ManualTimers();

    private BackOff seeded(long seed) {
        return new BackOff(LIMITS, new Random(seed)::nextBytes, timers);
    }

    private long waitMs() {
        assertThat(timers.delaysMs()).hasSize(1);
        return timers.delaysMs().getFirst();
    }

    @Test
    void theFirstIsAtOnceAndEachWaitIsTwiceTheOneBeforeUpToTheCap() {
        long seed = System.nanoTime();
        BackOff backOff = seeded(seed);
        long fullMs = LIMITS.bootstrapMs();
        for (int attach = 0; attach < 20; attach++) {
            assertThat(backOff.mayAttach()).isTrue();
            assertThat(backOff.mayAttach()).isFalse();
            assertThat(waitMs()).as("seed %d", seed).isBetween(fullMs / 2, fullMs);
            timers.expireLast();
            fullMs = Math.min(2 * fullMs, LIMITS.bootstrapCapMs());
        }
        assertThat(fullMs).isEqualTo(LIMITS.bootstrapCapMs());
    }

    @Test
    void devicesThatAreRefusedTogetherDoNotComeBackTogether() {
        long seed = System.nanoTime();
        seeded(seed).mayAttach();
        seeded(seed + 1).mayAttach();
        assertThat(timers.delaysMs()).as("seed %d", seed).doesNotHaveDuplicates();
    }

    @Test
    void aDeliveredReportEndsTheWaitAndTheDoubling() {
        BackOff backOff = seeded(1);
        backOff.mayAttach();
        timers.expireLast();
        backOff.mayAttach();
        backOff.end();
        assertThat(timers.delaysMs()).isEmpty();
        assertThat(backOff.mayAttach()).isTrue();
        assertThat(waitMs()).isBetween(LIMITS.bootstrapMs() / 2, LIMITS.bootstrapMs());
    }
}
