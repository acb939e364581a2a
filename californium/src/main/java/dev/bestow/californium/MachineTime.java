package dev.bestow.californium;

import dev.bestow.core.Clock;
import dev.bestow.core.Timers;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The machine's clock, and delayed work on one daemon thread. An action that throws is a bug: it is logged, and the
/// timer goes on.
final class MachineTime implements Clock, Timers, AutoCloseable {
    private static final Logger LOG = System.getLogger(MachineTime.class.getName());

    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("bestow-timers").factory());

    MachineTime() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

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
        ScheduledFuture<?> scheduled =
                executor.schedule(() -> run(action), delayMs, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | AssertionError e) {
            LOG.log(Level.ERROR, "a timer's action failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
