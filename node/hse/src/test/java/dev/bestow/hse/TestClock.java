package dev.bestow.hse;

import dev.bestow.core.Clock;

/// Time that passes when a test says so.
final class TestClock implements Clock {
    private long nowMs = 1_790_000_000_000L;

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public long nowNs() {
        return nowMs * 1_000_000;
    }

    void passSeconds(long seconds) {
        nowMs += seconds * 1_000;
    }
}
