package dev.bestow.aka;

import dev.bestow.core.InvalidValue;

/// Who spends an SQN: a class of requester times the HSS instance that answers it, 4 x 8. Every slice
/// is one IND, 5 bits, so two instances that share nothing never issue the same SQN. An instance
/// number is claimed exclusively; two processes with one number would share their slices.
///
/// ```
/// requester 2 bits | instance 3 bits
/// ```
public record SqnSlice(Requester requester, int instance) {
    public static final int INSTANCES = 8;

    /// Bits of [#ind].
    public static final int BITS = 5;

    public SqnSlice {
        if (instance < 0 || instance >= INSTANCES) {
            throw new InvalidValue("HSS instance", "needs 0 to 7");
        }
    }

    /// 0 to 31.
    public int ind() {
        return requester.number() * INSTANCES + instance;
    }
}
