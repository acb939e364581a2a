package dev.bestow.ue;

import dev.bestow.core.Timers;

import java.util.ArrayList;
import java.util.List;

/// Timers of a test: nothing expires unless the test says so.
final class ManualTimers implements Timers {
    /// One that was started and neither cancelled nor run.
    private record Started(long delayMs, Runnable action) {}

    private final List<Started> running = new ArrayList<>();

    @Override
    public synchronized Timer after(long delayMs, Runnable action) {
        Started started = new Started(delayMs, action);
        running.add(started);
        return () -> remove(started);
    }

    private synchronized boolean remove(Started started) {
        return running.remove(started);
    }

    /// The delays of those running, in the order they were started.
    synchronized List<Long> delaysMs() {
        return running.stream().map(Started::delayMs).toList();
    }

    /// Lets the one expire that was started last.
    void expireLast() {
        Started last;
        synchronized (this) {
            last = running.removeLast();
        }
        last.action().run();
    }
}
