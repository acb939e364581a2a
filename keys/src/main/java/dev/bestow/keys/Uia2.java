package dev.bestow.keys;

import dev.bestow.core.Secret;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/// UIA2, integrity by SNOW 3G (TS 35.215 clause 4): the message is a polynomial over GF(2^64), taken at
/// a point of the keystream, plus its length, times another point; the MAC is the first half of that, plus
/// one more word. [Eia1] is this with BEARER in the place of FRESH. Thread-safe.
public final class Uia2 {
    /// Length of the MAC in octets.
    public static final int MAC_OCTETS = 4;

    /// The reduction polynomial of the field, without its x^64.
    private static final long FIELD = 0x1b;

    private Uia2() {}

    /// The MAC over the first `lengthBits` bits of `message` under `ik`, 16 octets.
    public static byte[] mac(Secret ik, CountFreshDirection input, byte[] message, int lengthBits) {
        int octets = BitLength.octets(lengthBits, message);
        int blocks = (octets + Long.BYTES - 1) / Long.BYTES;
        LongBuffer coefficients =
                ByteBuffer.wrap(BitLength.padded(message, lengthBits, blocks * Long.BYTES))
                        .asLongBuffer();
        try (Snow3g snow = new Snow3g(ik, input.initialValue())) {
            long p = twoWords(snow);
            long q = twoWords(snow);
            long sum = 0;
            while (coefficients.hasRemaining()) {
                sum = times(sum ^ coefficients.get(), p);
            }
            int mac = (int) (times(sum ^ lengthBits, q) >>> 32) ^ snow.next();
            return ByteBuffer.allocate(MAC_OCTETS).putInt(mac).array();
        }
    }

    private static long twoWords(Snow3g snow) {
        long high = snow.next();
        return high << Integer.SIZE | Integer.toUnsignedLong(snow.next());
    }

    /// The product in GF(2^64), without a branch on what is multiplied.
    private static long times(long a, long b) {
        long product = 0;
        for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
            product = product << 1 ^ (product >> 63 & FIELD) ^ (-(b >>> bit & 1) & a);
        }
        return product;
    }
}
