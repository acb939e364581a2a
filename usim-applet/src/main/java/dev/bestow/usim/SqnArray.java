package dev.bestow.usim;

import javacard.framework.Util;

/// The SQN state of the card: the last SQN accepted per IND (TS 33.102 clause C.2), in the profile of
/// clause C.3: IND of 5 bits, so 32 elements, Delta of 2^28, no L. In persistent memory.
///
/// ```
/// SQN of IND 0: 6 | SQN of IND 1: 6 | ... | SQN of IND 31: 6
/// ```
///
/// SQN is SEQ || IND, and only numbers of one IND are ever compared for age, so whole SQNs compare as
/// their SEQs do.
final class SqnArray {
    /// Octets of an SQN.
    static final short SQN = 6;

    private static final short SLOTS = 32;
    private static final byte IND_BITS = 0x1f;

    /// Delta << 5, as differences of SQNs with their IND removed come: 2^33.
    private static final byte[] DELTA = {0, 2, 0, 0, 0, 0};

    private final byte[] accepted = new byte[(short) (SLOTS * SQN)];

    /// Every SEQ becomes that of `sqn`, which so is the highest one spent, IND aside.
    void startAt(byte[] sqn, short at) {
        for (short ind = 0; ind < SLOTS; ind++) {
            short slot = (short) (ind * SQN);
            Util.arrayCopy(sqn, at, accepted, slot, SQN);
            short last = (short) (slot + SQN - 1);
            accepted[last] = (byte) ((byte) (accepted[last] & ~IND_BITS) | ind);
        }
    }

    /// Whether the SQN at `at` is fresh (TS 33.102 clause C.2.2). The 6 octets at `spare` are used up.
    boolean accepts(byte[] sqn, short at, byte[] spare, short spareAt) {
        short slot = slot(sqn, at);
        if (Util.arrayCompare(sqn, at, accepted, slot, SQN) <= 0) {
            return false;
        }
        short highest = highest();
        if (Util.arrayCompare(sqn, at, accepted, highest, SQN) <= 0) {
            return true;
        }
        subtract(sqn, at, highest, spare, spareAt);
        return Util.arrayCompare(spare, spareAt, DELTA, (short) 0, SQN) <= 0;
    }

    /// Spends the SQN at `at`. One copy into persistent memory, which a card does whole or not at all,
    /// whenever its power fails.
    void accept(byte[] sqn, short at) {
        Util.arrayCopy(sqn, at, accepted, slot(sqn, at), SQN);
    }

    /// SQN_MS.
    void copyHighest(byte[] target, short at) {
        Util.arrayCopyNonAtomic(accepted, highest(), target, at, SQN);
    }

    private short slot(byte[] sqn, short at) {
        return (short) ((short) (sqn[(short) (at + SQN - 1)] & IND_BITS) * SQN);
    }

    private short highest() {
        short highest = 0;
        for (short slot = SQN; slot < (short) (SLOTS * SQN); slot += SQN) {
            if (Util.arrayCompare(accepted, slot, accepted, highest, SQN) > 0) {
                highest = slot;
            }
        }
        return highest;
    }

    /// `target = (sqn without IND) - (accepted without IND)`.
    private void subtract(byte[] sqn, short at, short slot, byte[] target, short targetAt) {
        short borrow = 0;
        for (short i = SQN - 1; i >= 0; i--) {
            short mask = i == SQN - 1 ? (short) (0xff & ~IND_BITS) : 0xff;
            short minuend = (short) (sqn[(short) (at + i)] & mask);
            short subtrahend = (short) (accepted[(short) (slot + i)] & mask);
            short difference = (short) (minuend - subtrahend - borrow);
            target[(short) (targetAt + i)] = (byte) difference;
            borrow = difference < 0 ? (short) 1 : (short) 0;
        }
    }
}
