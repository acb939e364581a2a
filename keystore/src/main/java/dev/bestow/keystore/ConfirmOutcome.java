package dev.bestow.keystore;

/// What became of a [Confirmation].
public enum ConfirmOutcome {
    /// The key is proven.
    CONFIRMED,
    /// No such key yet: kept until its push comes.
    PARKED,
    /// Not kept: the key is older than every key that is kept, or too many confirmations without a key
    /// are here already.
    OUTDATED,
    /// Refused: the GUTI names another MME than the one that says so.
    FOREIGN_GUTI,
    /// Refused: another MME asked for this vector.
    FOREIGN_KEY
}
