package dev.bestow.keystore;

/// How the home network numbers the vectors of a card (TS 33.102 clause C.1.1).
public enum SqnScheme {
    /// By the clock: nothing is written per vector.
    TIME_BASED,
    /// By a counter of the subscriber's own: each number is durable before it leaves. For cards whose Delta
    /// a clock would outrun, or whose IND is too short to give every HSS instance its own; so one HSS
    /// alone may serve them.
    COUNTER
}
