package dev.bestow.keys;

import java.util.Arrays;

/// 128-EIA2, integrity by AES-CMAC (TS 33.401 clause B.2.3, NIST SP 800-38B). The CMAC covers
///
/// ```
/// COUNT 32 bits | BEARER 5 | DIRECTION 1 | zero 26 | message
/// ```
///
/// and its first 4 octets are the MAC-I or NAS-MAC. The JDK has no CMAC; this one runs on its AES.
/// Thread-safe.
public final class Eia2 {
    /// The number of this algorithm, as algorithm type distinguishers and NAS carry it.
    public static final int IDENTITY = 2;

    /// Length of the MAC in octets.
    public static final int MAC_OCTETS = 4;

    private Eia2() {}

    /// The MAC over all of `message`.
    public static byte[] mac(IntegrityKey key, CountBearerDirection input, byte[] message) {
        return mac(key, input, message, 8 * message.length);
    }

    /// The MAC over the first `lengthBits` bits of `message`.
    public static byte[] mac(
            IntegrityKey key, CountBearerDirection input, byte[] message, int lengthBits) {
        int octets = BitLength.octets(lengthBits, message);
        byte[] padded = new byte[paddedLength(CountBearerDirection.OCTETS + octets)];
        input.writeTo(padded);
        System.arraycopy(message, 0, padded, CountBearerDirection.OCTETS, octets);
        int bits = 8 * CountBearerDirection.OCTETS + lengthBits;
        boolean whole = bits == 8 * padded.length;
        if (!whole) {
            BitLength.clearTail(bits, padded);
            padded[bits >>> 3] |= (byte) (0x80 >> (bits & 7));
        }
        try (Aes128 aes = Aes128.under(key.octets())) {
            return Arrays.copyOf(cmac(aes, padded, whole), MAC_OCTETS);
        }
    }

    /// CMAC of whole blocks; `whole` tells whether the last one was filled by the message or padded.
    private static byte[] cmac(Aes128 aes, byte[] blocks, boolean whole) {
        byte[] subkey = new byte[Aes128.BLOCK];
        aes.encrypt(subkey, Aes128.BLOCK);
        twice(subkey);
        if (!whole) {
            twice(subkey);
        }
        byte[] state = new byte[Aes128.BLOCK];
        int last = blocks.length - Aes128.BLOCK;
        for (int at = 0; at < last; at += Aes128.BLOCK) {
            xor(state, blocks, at);
            aes.encrypt(state, Aes128.BLOCK);
        }
        xor(state, blocks, last);
        xor(state, subkey, 0);
        aes.encrypt(state, Aes128.BLOCK);
        Arrays.fill(subkey, (byte) 0);
        return state;
    }

    /// Doubling in GF(2^128), without a branch on key material.
    private static void twice(byte[] block) {
        int carry = (block[0] & 0x80) >>> 7;
        for (int i = 0; i < Aes128.BLOCK - 1; i++) {
            block[i] = (byte) (block[i] << 1 | (block[i + 1] & 0x80) >>> 7);
        }
        block[Aes128.BLOCK - 1] = (byte) (block[Aes128.BLOCK - 1] << 1 ^ 0x87 * carry);
    }

    private static void xor(byte[] state, byte[] source, int from) {
        for (int i = 0; i < Aes128.BLOCK; i++) {
            state[i] ^= source[from + i];
        }
    }

    /// The input is never empty, as the 8 octets of COUNT, BEARER and DIRECTION come first.
    private static int paddedLength(int octets) {
        return (octets + Aes128.BLOCK - 1) / Aes128.BLOCK * Aes128.BLOCK;
    }
}
