package dev.bestow.core;

import java.time.Instant;

/// Time, handed in. Only `cli` owns a real one; tests own the rest.
public interface Clock {
    /// Wall-clock milliseconds since 1970-01-01 UTC; may step in either direction.
    long nowMs();

    /// Monotonic nanoseconds of arbitrary origin, for durations.
    long nowNs();

    default Instant now() {
        return Instant.ofEpochMilli(nowMs());
    }
}
