package dev.bestow.keys;

/// 128-EEA1, ciphering by SNOW 3G: [Uea2] as it is (TS 33.401 clause B.1.2). Enciphering and
/// deciphering are the same. Thread-safe.
public final class Eea1 {
    /// The number of this algorithm, as algorithm type distinguishers and NAS carry it.
    public static final int IDENTITY = 1;

    private Eea1() {}

    /// The octets of `message`, enciphered or deciphered.
    public static byte[] apply(CipheringKey key, CountBearerDirection input, byte[] message) {
        return apply(key, input, message, 8 * message.length);
    }

    /// The first `lengthBits` bits of `message`, enciphered or deciphered; the bits that fill up the
    /// last octet are zero.
    public static byte[] apply(
            CipheringKey key, CountBearerDirection input, byte[] message, int lengthBits) {
        return Uea2.apply(key.octets(), input, message, lengthBits);
    }
}
