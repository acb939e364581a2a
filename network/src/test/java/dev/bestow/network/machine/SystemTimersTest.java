package dev.bestow.network.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Timers.Timer;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

class SystemTimersTest {
    @Test
    void anActionRunsAfterItsDelay() throws InterruptedException {
        try (SystemTimers timers = new SystemTimers()) {
            CountDownLatch ran = new CountDownLatch(1);
            Timer timer = timers.after(1, ran::countDown);
            assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
            timer.cancel();
        }
    }

    @Test
    void aCancelledActionDoesNotRun() throws InterruptedException {
        try (SystemTimers timers = new SystemTimers()) {
            AtomicBoolean ran = new AtomicBoolean();
            CountDownLatch later = new CountDownLatch(1);
            Timer timer = timers.after(20, () -> ran.set(true));
            Timer end = timers.after(40, later::countDown);
            timer.cancel();
            timer.cancel();
            assertThat(later.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).isFalse();
            end.cancel();
        }
    }

    @Test
    void anActionThatThrowsIsCountedAndStopsNothing() throws InterruptedException {
        try (SystemTimers timers = new SystemTimers()) {
            CountDownLatch after = new CountDownLatch(1);
            Timer failing =
                    timers.after(
                            0,
                            () -> {
                                throw new IllegalStateException("a bug");
                            });
            Timer next = timers.after(1, after::countDown);
            assertThat(after.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(timers.failures()).isEqualTo(1);
            failing.cancel();
            next.cancel();
        }
    }
}
