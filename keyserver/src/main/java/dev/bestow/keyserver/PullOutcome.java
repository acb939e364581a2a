package dev.bestow.keyserver;

/// What came of asking the HSSs for a key.
public enum PullOutcome {
    /// It is here.
    KEPT,
    /// No HSS gives it, or it was refused here.
    NONE,
    /// None gave it, and one that might have did not answer.
    UNANSWERED
}
