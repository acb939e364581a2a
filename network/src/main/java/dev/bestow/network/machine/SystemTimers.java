package dev.bestow.network.machine;

import dev.bestow.core.Monitoring;
import dev.bestow.core.Timers;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Delayed work on one daemon thread of its own. An action that throws is a bug: it is counted, the
/// first one is logged, and the timer goes on.
public final class SystemTimers implements Timers, AutoCloseable {
    private static final Logger LOG = System.getLogger("timers");

    private final ScheduledThreadPoolExecutor executor;
    private final AtomicLong failures = new AtomicLong();

    public SystemTimers() {
        executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("timers").factory());
        // Most timers guard a deadline that is met: 10,000 cancelled ones should not pile up.
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Timer after(long delayMs, Runnable action) {
        ScheduledFuture<?> scheduled =
                executor.schedule(() -> run(action), delayMs, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | AssertionError e) {
            if (failures.getAndIncrement() == 0) {
                LOG.log(Level.ERROR, "a timer's action failed", e);
            }
        }
    }

    /// Tells those who watch of what must not happen.
    public void tell(Monitoring monitoring) {
        monitoring.counter(
                "timer_failures",
                "Timers whose action threw, which must not happen.",
                failures::get);
    }

    /// How many actions threw.
    public long failures() {
        return failures.get();
    }

    /// Drops what is still pending; an action that runs is not interrupted.
    @Override
    public void close() {
        executor.shutdown();
    }
}
