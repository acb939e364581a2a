package dev.bestow.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class ShutdownTest {
    private final List<String> closed = new ArrayList<>();

    private AutoCloseable named(String name) {
        return () -> closed.add(name);
    }

    @Test
    void closesInReverseOrderAndOnce() {
        Shutdown shutdown = new Shutdown("test");
        shutdown.closing(named("store"));
        shutdown.closing(named("peers"));
        shutdown.close();
        shutdown.close();
        assertThat(closed).containsExactly("peers", "store");
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersOpen() {
        Shutdown shutdown = new Shutdown("test");
        shutdown.closing(named("store"));
        shutdown.closing(() -> {
            throw new IllegalStateException("stuck");
        });
        shutdown.close();
        assertThat(closed).containsExactly("store");
    }

    @Test
    void whatStartsTooLateIsClosedAtOnce() {
        Shutdown shutdown = new Shutdown("test");
        shutdown.close();
        shutdown.closing(named("late"));
        assertThat(closed).containsExactly("late");
    }

    @Test
    void whoeverWaitsIsReleased() throws InterruptedException {
        Shutdown shutdown = new Shutdown("test");
        CountDownLatch released = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        shutdown.await();
                        released.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        shutdown.close();
        assertThat(released.await(5, TimeUnit.SECONDS)).isTrue();
    }
}
