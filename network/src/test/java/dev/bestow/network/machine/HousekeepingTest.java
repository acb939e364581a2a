package dev.bestow.network.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Clock;

import org.junit.jupiter.api.Test;

final class HousekeepingTest {
    private final Time time = new Time();
    private int done;

    @Test
    void whatTheClockEndsWaitsWhileTheClockIsInDoubt() {
        try (Housekeeping housekeeping = new Housekeeping(time)) {
            Runnable sweep = () -> housekeeping.unlessItStepped("sweep", () -> done++);
            time.pass(300_000);
            sweep.run();
            assertThat(done).isEqualTo(1);
            time.wallMs += 86_400_000;
            time.pass(300_000);
            sweep.run();
            time.pass(300_000);
            sweep.run();
            assertThat(done).isEqualTo(1);
            time.wallMs -= 86_400_000;
            sweep.run();
            assertThat(done).isEqualTo(2);
        }
    }

    private static final class Time implements Clock {
        private long wallMs = 1_790_000_000_000L;
        private long monotonicNs;

        void pass(long ms) {
            wallMs += ms;
            monotonicNs += ms * 1_000_000;
        }

        @Override
        public long nowMs() {
            return wallMs;
        }

        @Override
        public long nowNs() {
            return monotonicNs;
        }
    }
}
