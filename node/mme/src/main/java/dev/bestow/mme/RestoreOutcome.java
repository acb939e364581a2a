package dev.bestow.mme;

/// What came of reading a snapshot.
public sealed interface RestoreOutcome {
    /// Its UE contexts are back.
    ///
    /// @param ueContexts how many
    /// @param complete whether nothing can have happened after it was taken
    record Restored(int ueContexts, boolean complete) implements RestoreOutcome {}

    /// None of it was taken in.
    ///
    /// @param reason fit for a log
    record Damaged(String reason) implements RestoreOutcome {}
}
