package dev.bestow.keystore;

import dev.bestow.core.InvalidValue;

/// What the cards of one batch have in common: how they check sequence numbers (TS 33.102 Annex C), and what
/// their AKA runs agree on. Data of the card and not of the network; no serving node is told.
///
/// @param indBits length of IND within SQN, 0 to 16 bits
/// @param delta how far SEQ may jump ahead of the highest accepted one; 0 when the card has no limit
/// @param scheme how their vectors are numbered
/// @param e2mKeys whether their runs agree on e2m keys besides access keys (#1, #2, #10): vectors for UTRAN
///     and GERAN then carry CK', IK'
public record CardBatch(int indBits, long delta, SqnScheme scheme, boolean e2mKeys) {
    /// IND of 5 bits and a limit of 2^28, the profile of TS 33.102 clause C.3, numbered by the clock.
    public static final CardBatch STANDARD =
            new CardBatch(5, 1L << 28, SqnScheme.TIME_BASED, false);

    public CardBatch {
        if (indBits < 0 || indBits > 16) {
            throw new InvalidValue("IND bits", "needs 0 to 16");
        }
        if (delta < 0) {
            throw new InvalidValue("Delta", "is negative");
        }
    }
}
