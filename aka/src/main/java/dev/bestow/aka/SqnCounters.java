package dev.bestow.aka;

import dev.bestow.core.Imsi;

import java.util.OptionalLong;

/// Where a [SqnCounter] keeps its counters, one per subscriber. Thread-safe.
public interface SqnCounters {
    /// Takes the next SEQ: one more than the last one taken for this subscriber, by whomever, and at least
    /// `least`. Durable when this returns, power cut included; throws when it cannot be. Empty when the
    /// subscriber is gone.
    OptionalLong take(Imsi imsi, long least);
}
