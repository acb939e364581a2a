package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparinglyTest {
    private long nowNs = Long.MAX_VALUE - 1;

    private final Sparingly sparingly =
            new Sparingly(
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

    @Test
    void theFirstIsToldAtOnceAndTheOthersTogetherAfterAPause() {
        assertThat(sparingly.happened()).isEqualTo(1);
        nowNs += Sparingly.PAUSE_NS - 1;
        assertThat(sparingly.happened()).isZero();
        assertThat(sparingly.happened()).isZero();
        nowNs++;
        assertThat(sparingly.happened()).isEqualTo(3);
        assertThat(sparingly.happened()).isZero();
        nowNs += 10 * Sparingly.PAUSE_NS;
        assertThat(sparingly.happened()).isEqualTo(2);
    }
}
