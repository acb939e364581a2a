package dev.bestow.keys;

import dev.bestow.core.Octets;

/// 128-EEA3, ciphering by ZUC (TS 33.401 clause B.1.4, TS 35.221 clause 3). The initial value is
///
/// ```
/// COUNT 32 bits | BEARER 5 | DIRECTION 1 | zero 26
/// ```
///
/// twice. Enciphering and deciphering are the same. Thread-safe.
public final class Eea3 {
    /// The number of this algorithm, as algorithm type distinguishers and NAS carry it.
    public static final int IDENTITY = 3;

    private Eea3() {}

    /// The octets of `message`, at most 8188, enciphered or deciphered.
    public static byte[] apply(CipheringKey key, CountBearerDirection input, byte[] message) {
        return apply(key, input, message, 8 * message.length);
    }

    /// The first `lengthBits` bits of `message`, at most 65504, enciphered or deciphered; the bits that
    /// fill up the last octet are zero.
    public static byte[] apply(
            CipheringKey key, CountBearerDirection input, byte[] message, int lengthBits) {
        Zuc.requireLength(lengthBits);
        try (Zuc zuc = new Zuc(key.octets(), Octets.copyOf(input.twice()))) {
            return zuc.apply(message, lengthBits);
        }
    }
}
