package dev.bestow.aka;

import dev.bestow.core.InvalidValue;

/// How a batch of cards reads SQN (TS 33.102 clause C.2): bits of IND, the largest jump forward
/// (Delta) and the greatest age (L) its USIMs accept. Data per batch, as cards in the field differ.
public record SqnProfile(int indBits, long delta, long ageLimit) {
    /// An L that refuses nothing: the check is optional.
    public static final long NO_AGE_LIMIT = Long.MAX_VALUE;

    /// The profile of TS 33.102 clause C.3: 5 bits of IND, so an array of 32, Delta of 2^28, no L.
    public static final SqnProfile STANDARD = new SqnProfile(5, 1L << 28, NO_AGE_LIMIT);

    public SqnProfile {
        if (indBits < 0 || indBits > 16) {
            throw new InvalidValue("IND bits", "needs 0 to 16");
        }
        if (delta < 1) {
            throw new InvalidValue("Delta", "needs at least 1");
        }
        if (ageLimit < 1) {
            throw new InvalidValue("L", "needs at least 1");
        }
    }

    /// Elements of the card's array, `a`.
    public int slots() {
        return 1 << indBits;
    }

    /// `SEQ || IND`.
    public Sqn sqn(long seq, int ind) {
        if (seq < 0 || seq > maxSeq()) {
            throw new InvalidValue("SEQ", "needs " + (Sqn.BITS - indBits) + " bits");
        }
        if (ind < 0 || ind >= slots()) {
            throw new InvalidValue("IND", "needs " + indBits + " bits");
        }
        return new Sqn(seq << indBits | ind);
    }

    public long seq(Sqn sqn) {
        return sqn.value() >>> indBits;
    }

    public int ind(Sqn sqn) {
        return (int) (sqn.value() & (slots() - 1));
    }

    /// The last SEQ there is; a card that reached it is used up.
    public long maxSeq() {
        return (1L << (Sqn.BITS - indBits)) - 1;
    }
}
