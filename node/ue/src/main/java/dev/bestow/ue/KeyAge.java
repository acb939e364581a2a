package dev.bestow.ue;

import dev.bestow.core.Rand;
import dev.bestow.core.Timers;

import org.jspecify.annotations.Nullable;

/// The device's half of the aging of keys (TR 33.863 solution 5): how long the keys of one AKA run serve, from when it
/// took them into use. The other half is the expiry that each key has at its endpoint, a little earlier: what is
/// refused there is replaced in the same way. Thread-safe.
final class KeyAge {
    private final Timers timers;
    private final long lifeMs;
    private Timers.@Nullable Timer timer;
    private @Nullable Rand aged;

    KeyAge(Timers timers, long lifeMs) {
        this.timers = timers;
        this.lifeMs = lifeMs;
    }

    /// The keys of this run are in use from now on, and no others.
    synchronized void begins(Rand run) {
        end();
        timer = timers.after(lifeMs, () -> isOver(run));
    }

    /// The keys of this run are in use and have been for that long, by a clock that may have been set meanwhile.
    synchronized void goesOn(Rand run, long servedMs) {
        end();
        long leftMs = Math.clamp(lifeMs - servedMs, 0, lifeMs);
        if (leftMs == 0) {
            isOver(run);
        } else {
            timer = timers.after(leftMs, () -> isOver(run));
        }
    }

    private synchronized void isOver(Rand run) {
        aged = run;
    }

    /// Whether the keys of this run have served as long as they may.
    synchronized boolean isReached(@Nullable Rand run) {
        return run != null && run.equals(aged);
    }

    /// None is in use.
    synchronized void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        aged = null;
    }
}
