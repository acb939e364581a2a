package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// UEA2, ciphering by SNOW 3G (TS 35.215 clause 3): the keystream of CK and
///
/// ```
/// COUNT 32 bits | BEARER 5 | DIRECTION 1 | zero 26
/// ```
///
/// twice. Enciphering and deciphering are the same. [Eea1] is this with an EPS key. Thread-safe.
public final class Uea2 {
    private Uea2() {}

    /// The first `lengthBits` bits of `message`, enciphered or deciphered under `ck`, 16 octets; the bits
    /// that fill up the last octet are zero.
    public static byte[] apply(
            Secret ck, CountBearerDirection input, byte[] message, int lengthBits) {
        try (Snow3g snow = new Snow3g(ck, Octets.copyOf(input.twice()))) {
            return snow.apply(message, lengthBits);
        }
    }
}
