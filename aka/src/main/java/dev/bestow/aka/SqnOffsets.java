package dev.bestow.aka;

import dev.bestow.core.Imsi;

/// Where the offsets of subscribers are kept whose card was once found ahead of the clock. Thread-safe.
public interface SqnOffsets {
    /// 0 for nearly everybody. Asked twice per vector, so answer without a disk where it can be helped.
    /// Once a call has returned a number, no later call in this process returns a lower one, unless the
    /// card has been replaced.
    long offset(Imsi imsi);

    /// Moves it up to `offset`, or leaves it where it is higher already. Durable when this returns;
    /// throws when it cannot be.
    void raise(Imsi imsi, long offset);
}
