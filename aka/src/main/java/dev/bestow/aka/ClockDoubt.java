package dev.bestow.aka;

/// Why a clock is not believed. SQNs cannot be taken back from a card, so an operator decides.
public sealed interface ClockDoubt {
    /// It moved by `seconds` against the monotonic clock, forward or, if negative, back. A machine
    /// that was suspended looks the same.
    record Stepped(long seconds) implements ClockDoubt {}

    /// At the start it stood `seconds` before the ceiling: it is slow, or an earlier one was fast.
    record BehindCeiling(long seconds) implements ClockDoubt {}

    /// At the start it stood `seconds` past the ceiling: a long stop, or it is fast.
    record AheadOfCeiling(long seconds) implements ClockDoubt {}
}
