package dev.bestow.keystore.cassandra;

import dev.bestow.core.Clock;
import dev.bestow.core.Ports;
import dev.bestow.core.Timers;

import java.security.SecureRandom;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The machine's own.
final class TestPorts {
    private static final ScheduledThreadPoolExecutor EXECUTOR =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long nowMs() {
                    return System.currentTimeMillis();
                }

                @Override
                public long nowNs() {
                    return System.nanoTime();
                }
            };
    private static final Timers TIMERS =
            (delayMs, action) -> {
                var due = EXECUTOR.schedule(action, delayMs, TimeUnit.MILLISECONDS);
                return () -> due.cancel(false);
            };

    static final Ports PORTS = new Ports(CLOCK, TIMERS, new SecureRandom()::nextBytes);

    private TestPorts() {}
}
