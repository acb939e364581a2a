package dev.bestow.link.radius;

import dev.bestow.core.Clock;

import java.util.concurrent.atomic.AtomicLong;

/// Time that passes when a test says so.
final class TestClock implements Clock {
    private final AtomicLong nowNs = new AtomicLong(7_000_000_000L);

    @Override
    public long nowMs() {
        return nowNs.get() / 1_000_000;
    }

    @Override
    public long nowNs() {
        return nowNs.get();
    }

    void pass(long ns) {
        nowNs.addAndGet(ns);
    }
}
