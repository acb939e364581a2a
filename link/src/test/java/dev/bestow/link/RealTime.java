package dev.bestow.link;

import dev.bestow.core.Clock;
import dev.bestow.core.Ports;
import dev.bestow.core.Timers;

import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The machine's clock and timers, for tests over real sockets.
public final class RealTime implements Clock, Timers {
    private static final ScheduledThreadPoolExecutor EXECUTOR =
            new ScheduledThreadPoolExecutor(
                    1, task -> Thread.ofPlatform().daemon().unstarted(task));

    @Override
    public long nowMs() {
        return System.currentTimeMillis();
    }

    @Override
    public long nowNs() {
        return System.nanoTime();
    }

    @Override
    public Timer after(long delayMs, Runnable action) {
        ScheduledFuture<?> future = EXECUTOR.schedule(action, delayMs, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    public static Ports ports() {
        RealTime time = new RealTime();
        return new Ports(time, time, new Random()::nextBytes);
    }
}
