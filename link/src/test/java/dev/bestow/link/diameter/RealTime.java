package dev.bestow.link.diameter;

import dev.bestow.core.Clock;
import dev.bestow.core.Timers;

import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The machine's clock and timers, for tests over real sockets.
final class RealTime implements Clock, Timers {
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

    static DiameterPorts ports() {
        RealTime time = new RealTime();
        return new DiameterPorts(time, time, new Random()::nextBytes);
    }
}
