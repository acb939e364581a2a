package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogThrottleTest {
    private long nowNs = Long.MAX_VALUE - 1;

    private final LogThrottle throttle =
            new LogThrottle(
                    new Clock() {
                        @Override
                        public long nowMs() {
                            throw new UnsupportedOperationException();
                        }

                        @Override
                        public long nowNs() {
                            return nowNs;
                        }
                    });

    private long happened() {
        long[] told = {0};
        throttle.happened(times -> told[0] = times);
        return told[0];
    }

    @Test
    void theFirstIsToldAtOnceAndTheOthersTogetherAfterAPause() {
        assertThat(happened()).isEqualTo(1);
        // Where a sum would overflow.
        assertThat(happened()).isZero();
        nowNs += LogThrottle.PAUSE_NS - 1;
        assertThat(happened()).isZero();
        assertThat(happened()).isZero();
        nowNs++;
        assertThat(happened()).isEqualTo(4);
        assertThat(happened()).isZero();
        nowNs += 10 * LogThrottle.PAUSE_NS;
        assertThat(happened()).isEqualTo(2);
    }
}
