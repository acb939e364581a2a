package dev.bestow.as;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalRequest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What the operator hears of devices that want their key replaced.
final class KeyRefreshesTest {
    private static final AsId AS = AsId.parse("as.example");
    private static final KeyName FIRST = new KeyName.ByRand(RandId.parse("2a99dfa5"));
    private static final KeyName SECOND = new KeyName.ByRand(RandId.parse("2a99dfa6"));

    private final Time time = new Time();
    private final BlockingQueue<RetrievalRequest> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final KeyRefreshes refreshes =
            new KeyRefreshes(
                    AS,
                    SolutionTable.named("12"),
                    request -> {
                        asked.add(request);
                        await(answered);
                        return new RefreshAnswer.NotAvailable();
                    },
                    time);

    private static final class Time implements Clock {
        private long nowMs = 1_790_000_000_000L;

        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public long nowNs() {
            return nowMs * 1_000_000;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private KeyName heard() throws InterruptedException {
        RetrievalRequest request = asked.poll(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.asId()).isEqualTo(AS);
        return request.keyName();
    }

    @Test
    void nobodyWaitsForTheOperatorAndItHearsOfEachKeyOnceInAWhile() throws InterruptedException {
        refreshes.wanted(FIRST);
        refreshes.wanted(FIRST);
        assertThat(heard()).isEqualTo(FIRST);
        refreshes.wanted(SECOND);
        assertThat(heard()).isEqualTo(SECOND);
        answered.countDown();
        time.nowMs += KeyRefreshes.INTERVAL_MS;
        refreshes.wanted(FIRST);
        assertThat(heard()).isEqualTo(FIRST);
        assertThat(asked).isEmpty();
    }

    /// More than it may ask about at once.
    @Test
    void aWishThatFoundNoPlaceMayBeHadAgainAtOnce() throws InterruptedException {
        for (int id = 0; id < 4; id++) {
            refreshes.wanted(named(id));
            assertThat(heard()).isEqualTo(named(id));
        }
        refreshes.wanted(FIRST);
        answered.countDown();
        Awaitility.await()
                .until(() -> {
                    refreshes.wanted(FIRST);
                    return !asked.isEmpty();
                });
        assertThat(heard()).isEqualTo(FIRST);
    }

    private static KeyName named(int id) {
        return new KeyName.ByRand(RandId.parse(String.format(Locale.ROOT, "%08x", id)));
    }
}
