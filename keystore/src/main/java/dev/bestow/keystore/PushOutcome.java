package dev.bestow.keystore;

/// What became of a [PushedKey]. Repeating the push gives the same or a later outcome.
public enum PushOutcome {
    /// Kept; no confirmation yet.
    PENDING,
    /// Kept, and confirmed: the confirmation had come before, or this is a repetition.
    PROVEN,
    /// Not kept: below the subscriber's epoch floor, or older than every key that is kept.
    OUTDATED,
    /// Not kept: as many keys as may be pending for this MME are under way. Should this one be confirmed, it
    /// is missing then, see [ConfirmOutcome#UNMATCHED].
    TOO_MANY
}
