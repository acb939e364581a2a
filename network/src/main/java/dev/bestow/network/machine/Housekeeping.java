package dev.bestow.network.machine;

import dev.bestow.core.Clock;
import dev.bestow.core.ClockWatch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Work a node does for itself now and then, on a thread of its own because it takes its time:
/// sweeping out what has expired, turning over wrapping keys, taking snapshots. A chore that fails is logged and tried
/// again next time.
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = System.getLogger("housekeeping");
    private static final long EVERY_MINUTES = 5;
    private static final long END_SECONDS = 30;

    private final ClockWatch watch;
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("housekeeping").factory());

    /// @param clock the chores' own
    public Housekeeping(Clock clock) {
        watch = new ClockWatch(clock);
    }

    /// Does `chore`, which destroys what has ended by the clock, every few minutes from now on. Not while the clock
    /// is in doubt: what is destroyed does not come back when the clock does.
    public void byTheClock(String name, Runnable chore) {
        regularly(
                name,
                TimeUnit.MINUTES.toSeconds(EVERY_MINUTES),
                () -> unlessItStepped(name, chore));
    }

    /// Does `chore` now, if the clock has not stepped.
    void unlessItStepped(String name, Runnable chore) {
        OptionalLong step = watch.stepSeconds(watch.read());
        if (step.isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "{0} waits: the clock moved by {1} s. Set it back, or restart this node if it"
                            + " is right now",
                    name,
                    Long.toString(step.getAsLong()));
        } else {
            chore.run();
        }
    }

    /// Does `chore` from now on, the first time in `everySeconds`.
    public void regularly(String name, long everySeconds, Runnable chore) {
        var _ =
                executor.scheduleWithFixedDelay(
                        () -> run(name, chore), everySeconds, everySeconds, TimeUnit.SECONDS);
    }

    private static void run(String name, Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, name + " failed", e);
        }
    }

    /// Waits for a chore under way, so that the store it works on can be closed.
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "a chore does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
