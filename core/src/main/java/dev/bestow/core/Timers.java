package dev.bestow.core;

/// Delayed work, handed in like [Clock]. The action runs on a thread of the timer's own choosing and
/// must neither block nor throw.
public interface Timers {
    /// Runs `action` once, `delayMs` milliseconds from now, unless cancelled before.
    Timer after(long delayMs, Runnable action);

    /// A delayed action that can still be called off.
    @FunctionalInterface
    interface Timer {
        /// Idempotent; an action already running is not interrupted.
        void cancel();
    }
}
