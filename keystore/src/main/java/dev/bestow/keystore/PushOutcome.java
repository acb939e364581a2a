package dev.bestow.keystore;

/// What became of a [PushedKey]. Repeating the push gives the same or a later outcome.
public enum PushOutcome {
    /// Kept; no proof yet.
    PENDING,
    /// Kept, and proven: the proof had come before, or this is a repetition.
    PROVEN,
    /// Not kept: below the subscriber's epoch floor, or to be confirmed and older than all
    /// confirmed keys that are kept.
    OUTDATED,
    /// Not kept: as many keys as may be pending for this MME are under way. Should this one be proven, it
    /// is missing then, see [ProofOutcome#UNMATCHED].
    TOO_MANY
}
