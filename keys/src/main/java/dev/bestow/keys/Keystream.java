package dev.bestow.keys;

import java.util.Arrays;

/// A stream cipher under one key and one initial value, 32 bits at a time. Closing it forgets both. The
/// EPS and UMTS algorithms stand on these; whoever takes one directly answers for never using an initial
/// value twice under one key.
public sealed interface Keystream extends AutoCloseable permits Snow3g, Zuc {
    /// The next 32 bits, the first of them most significant.
    int next();

    @Override
    void close();

    /// The first `lengthBits` bits of `message`, enciphered or deciphered from here on; the bits that fill
    /// up the last octet are zero.
    default byte[] apply(byte[] message, int lengthBits) {
        byte[] out = Arrays.copyOf(message, BitLength.octets(lengthBits, message));
        int word = 0;
        for (int i = 0; i < out.length; i++) {
            if (i % 4 == 0) {
                word = next();
            }
            out[i] ^= (byte) (word >> 24);
            word <<= 8;
        }
        BitLength.clearTail(lengthBits, out);
        return out;
    }
}
