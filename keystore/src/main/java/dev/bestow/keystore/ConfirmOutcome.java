package dev.bestow.keystore;

/// What became of a [Confirmation].
public enum ConfirmOutcome {
    /// The key is proven.
    CONFIRMED,
    /// The key is not here: kept until it comes. Its push is late or lost, or was one too many; whoever can, asks
    /// the HSS for it. That it is confirmed makes room for it.
    UNMATCHED,
    /// Not kept: the key is older than every key that is kept, or its MME has confirmed too many since whose
    /// keys are not here either.
    OUTDATED,
    /// Refused: the GUTI names another MME than the one that says so.
    FOREIGN_GUTI,
    /// Refused: another MME asked for this vector.
    FOREIGN_KEY
}
