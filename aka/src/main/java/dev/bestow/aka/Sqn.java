package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// Sequence number, 48 bits, 6 octets on the wire (TS 33.102 clause C.1.1). Its low bits are IND, the
/// index of the array element a USIM checks it against, the rest is SEQ; how many bits IND has is the
/// card's, see [SqnProfile].
public record Sqn(long value) {
    public static final int OCTETS = 6;
    public static final int BITS = 48;

    public Sqn {
        if (value < 0 || value >>> BITS != 0) {
            throw new InvalidValue("SQN", "needs 48 bits");
        }
    }

    /// 12 hex digits.
    public static Sqn parse(String hex) {
        return decode(Octets.parseHex("SQN", hex, OCTETS));
    }

    public static Sqn decode(Octets octets) {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("SQN", "has " + octets.length() + " octets, needs 6");
        }
        return new Sqn(number(octets));
    }

    /// The number behind `SQN xor AK`.
    public static Sqn revealed(Octets concealed, Octets ak) {
        return new Sqn(number(concealed) ^ number(ak));
    }

    public Octets encode() {
        return octets(value);
    }

    /// `SQN xor AK`, 6 octets: hides a counter that would follow a subscriber around.
    public Octets concealed(Octets ak) {
        return octets(value ^ number(ak));
    }

    private static long number(Octets octets) {
        long number = 0;
        for (int i = 0; i < OCTETS; i++) {
            number = number << 8 | octets.at(i);
        }
        return number;
    }

    private static Octets octets(long number) {
        byte[] octets = new byte[OCTETS];
        for (int i = 0; i < OCTETS; i++) {
            octets[i] = (byte) (number >>> (8 * (OCTETS - 1 - i)));
        }
        return Octets.copyOf(octets);
    }

    @Override
    public String toString() {
        return encode().hex();
    }
}
