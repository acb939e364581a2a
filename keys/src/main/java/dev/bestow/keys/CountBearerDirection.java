package dev.bestow.keys;

import dev.bestow.core.InvalidValue;

/// What makes one use of an EPS algorithm differ from every other under the same key, 8 octets
/// (TS 33.401 clauses B.1.3 and B.2.3):
///
/// ```
/// octets 1-4  COUNT
/// octet  5    BEARER 5 bits | DIRECTION 1 bit | 00
/// octets 6-8  00 00 00
/// ```
///
/// The same three values must never protect two messages under one key.
///
/// @param count COUNT, 32 bits; for NAS eight zero bits, the overflow counter and the sequence
///     number
/// @param bearer BEARER, 0 to 31; 0 for NAS
public record CountBearerDirection(int count, int bearer, Direction direction) {
    /// Length of the encoded form in octets.
    public static final int OCTETS = 8;

    public CountBearerDirection {
        if (bearer < 0 || bearer > 31) {
            throw new InvalidValue("BEARER", "needs 0 to 31");
        }
    }

    /// As NAS uses it, with BEARER 0 (TS 33.401 clause 8.1).
    public static CountBearerDirection nas(int count, Direction direction) {
        return new CountBearerDirection(count, 0, direction);
    }

    void writeTo(byte[] target) {
        target[0] = (byte) (count >> 24);
        target[1] = (byte) (count >> 16);
        target[2] = (byte) (count >> 8);
        target[3] = (byte) count;
        target[4] = (byte) (bearer << 3 | direction.bit() << 2);
    }

    /// The encoded form twice, 16 octets: the initial value of SNOW 3G and of ZUC.
    byte[] twice() {
        byte[] twice = new byte[2 * OCTETS];
        writeTo(twice);
        System.arraycopy(twice, 0, twice, OCTETS, OCTETS);
        return twice;
    }
}
