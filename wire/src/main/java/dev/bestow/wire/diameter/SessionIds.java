package dev.bestow.wire.diameter;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;

import java.util.concurrent.atomic.AtomicInteger;

/// Session-Ids of one node: `host;high;low` in decimal, unique for ever as far as the clock moves on
/// between starts (RFC 6733 clause 8.8). High is the second of the start, low counts from a random value.
public final class SessionIds {
    private final String prefix;
    private final AtomicInteger low;

    public SessionIds(String originHost, Clock clock, Entropy entropy) {
        prefix = originHost + ";" + Integer.toUnsignedString((int) (clock.nowMs() / 1000)) + ";";
        low = new AtomicInteger(entropy.nextInt());
    }

    /// A fresh one; thread-safe.
    public String next() {
        return prefix + Integer.toUnsignedString(low.getAndIncrement());
    }
}
