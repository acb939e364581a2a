package dev.bestow.network.machine;

import dev.bestow.core.Clock;

/// The machine's time.
public final class SystemClock implements Clock {
    @Override
    public long nowMs() {
        return System.currentTimeMillis();
    }

    @Override
    public long nowNs() {
        return System.nanoTime();
    }
}
