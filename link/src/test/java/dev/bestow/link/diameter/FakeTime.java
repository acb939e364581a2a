package dev.bestow.link.diameter;

import dev.bestow.core.Clock;
import dev.bestow.core.Ports;
import dev.bestow.core.Timers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Time that passes when a test says so.
final class FakeTime implements Clock, Timers {
    private static final long CLOSING_STEP_MS = 10;

    private final List<Entry> entries = new ArrayList<>();
    private long nowMs = 1_000_000;

    private record Entry(long atMs, Runnable action) {}

    @Override
    public synchronized long nowMs() {
        return nowMs;
    }

    @Override
    public synchronized long nowNs() {
        return TimeUnit.MILLISECONDS.toNanos(nowMs);
    }

    @Override
    public synchronized Timer after(long delayMs, Runnable action) {
        Entry entry = new Entry(nowMs + delayMs, action);
        entries.add(entry);
        notifyAll();
        return () -> cancel(entry);
    }

    private synchronized void cancel(Entry entry) {
        entries.remove(entry);
    }

    /// Lets time pass and runs what is due, once each: what is set meanwhile runs at the next call.
    void pass(long ms) {
        List<Entry> due;
        synchronized (this) {
            nowMs += ms;
            due =
                    entries.stream()
                            .filter(e -> e.atMs <= nowMs)
                            .sorted(Comparator.comparingLong(Entry::atMs))
                            .toList();
            entries.removeAll(due);
        }
        due.forEach(entry -> entry.action.run());
    }

    /// Waits until something is due some time.
    synchronized void awaitEntry() {
        while (entries.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Closing it runs `close`, and lets time pass for as long as that takes: who closes may wait for timers.
    AutoCloseable passingDuring(Runnable close) {
        return () -> {
            Thread closing = Thread.ofVirtual().start(close);
            while (!closing.join(Duration.ofMillis(1))) {
                pass(CLOSING_STEP_MS);
            }
        };
    }

    Ports ports() {
        return new Ports(this, this, new Random(7)::nextBytes);
    }
}
