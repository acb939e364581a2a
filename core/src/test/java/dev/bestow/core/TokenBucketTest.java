package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

class TokenBucketTest {
    private long nowMs;

    private final Clock clock =
            new Clock() {
                @Override
                public long nowMs() {
                    return nowMs;
                }

                @Override
                public long nowNs() {
                    return TimeUnit.MILLISECONDS.toNanos(nowMs);
                }
            };

    private final TokenBucket bucket = new TokenBucket(3, 2, clock);

    private int spent() {
        int spent = 0;
        while (bucket.take()) {
            spent++;
        }
        assertThat(bucket.isEmpty()).isTrue();
        return spent;
    }

    @Test
    void aBurstIsSpentAtOnceAndTheRestAsItIsEarned() {
        assertThat(spent()).isEqualTo(3);
        nowMs += 499;
        assertThat(bucket.take()).as("half a token and less").isFalse();
        nowMs += 1;
        assertThat(spent()).isEqualTo(1);
        nowMs += 1_000;
        assertThat(spent()).isEqualTo(2);
    }

    @Test
    void noMoreThanTheBurstIsKept() {
        nowMs += 3_600_000;
        bucket.giveBack();
        assertThat(spent()).isEqualTo(3);
    }

    @Test
    void whatIsGivenBackIsSpentAgain() {
        assertThat(spent()).isEqualTo(3);
        bucket.giveBack();
        assertThat(spent()).isEqualTo(1);
    }
}
