package dev.bestow.keystore;

import dev.bestow.core.Refused;

/// How the cards of one batch check sequence numbers: data of the card, not of the network (TS 33.102
/// Annex C).
///
/// @param indBits length of IND within SQN, 0 to 16 bits
/// @param delta how far SEQ may jump ahead of the highest accepted one; 0 when the card has no limit
public record CardBatch(int indBits, long delta) {
    /// IND of 5 bits and a limit of 2^28, the profile of TS 33.102 clause C.3.
    public static final CardBatch STANDARD = new CardBatch(5, 1L << 28);

    public CardBatch {
        if (indBits < 0 || indBits > 16) {
            throw new Refused("IND bits", "needs 0 to 16");
        }
        if (delta < 0) {
            throw new Refused("Delta", "is negative");
        }
    }
}
