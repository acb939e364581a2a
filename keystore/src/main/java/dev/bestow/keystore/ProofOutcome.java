package dev.bestow.keystore;

/// What became of a [Proof].
public enum ProofOutcome {
    /// It proves a key that is here.
    PROVEN,
    /// The key is not here: kept until it comes. Its push is late or lost, or was one too many; whoever can, asks
    /// the HSS for it. That it is proven makes room for it.
    UNMATCHED,
    /// It proves nothing: as many newer keys as are kept are proven from the same source, or too many came from
    /// there since whose keys are not here either.
    OUTDATED,
    /// Refused: the GUTI names another MME than the one that says so.
    FOREIGN_GUTI,
    /// Refused: another MME asked for this vector.
    FOREIGN_KEY,
    /// Refused: this endpoint was not handed the key.
    NOT_HANDED_OUT,
    /// It proves nothing: an MME is to confirm the key, which alone proves it, see
    /// [PushedKey#awaitsConfirmation].
    AWAITS_CONFIRMATION
}
