package dev.bestow.keys;

import java.util.Arrays;

/// 128-EEA2, ciphering by AES-128 in counter mode (TS 33.401 clause B.1.3). The first counter block
/// is
///
/// ```
/// COUNT 32 bits | BEARER 5 | DIRECTION 1 | zero 26 | zero 64
/// ```
///
/// and the last 64 bits count the blocks. Enciphering and deciphering are the same. Thread-safe.
public final class Eea2 {
    /// The number of this algorithm, as algorithm type distinguishers and NAS carry it.
    public static final int IDENTITY = 2;

    private Eea2() {}

    /// The octets of `message`, enciphered or deciphered.
    public static byte[] apply(CipheringKey key, CountBearerDirection input, byte[] message) {
        return apply(key, input, message, 8 * message.length);
    }

    /// The first `lengthBits` bits of `message`, enciphered or deciphered; the bits that fill up the
    /// last octet are zero.
    public static byte[] apply(
            CipheringKey key, CountBearerDirection input, byte[] message, int lengthBits) {
        int octets = BitLength.octets(lengthBits, message);
        byte[] stream = counterBlocks(input, (octets + Aes128.BLOCK - 1) / Aes128.BLOCK);
        try (Aes128 aes = Aes128.under(key.octets())) {
            aes.encrypt(stream, stream.length);
        }
        byte[] out = new byte[octets];
        for (int i = 0; i < octets; i++) {
            out[i] = (byte) (message[i] ^ stream[i]);
        }
        BitLength.clearTail(lengthBits, out);
        Arrays.fill(stream, (byte) 0);
        return out;
    }

    /// The block number stays below 2^28 for any array, so four octets of the counter are enough.
    private static byte[] counterBlocks(CountBearerDirection input, int blocks) {
        byte[] head = new byte[CountBearerDirection.OCTETS];
        input.writeTo(head);
        byte[] counters = new byte[blocks * Aes128.BLOCK];
        for (int block = 0; block < blocks; block++) {
            int at = block * Aes128.BLOCK;
            System.arraycopy(head, 0, counters, at, head.length);
            counters[at + 12] = (byte) (block >> 24);
            counters[at + 13] = (byte) (block >> 16);
            counters[at + 14] = (byte) (block >> 8);
            counters[at + 15] = (byte) block;
        }
        return counters;
    }
}
