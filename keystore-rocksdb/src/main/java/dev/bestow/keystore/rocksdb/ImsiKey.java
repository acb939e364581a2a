package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.StoreFailure;

/// An IMSI as a row key, 8 octets: 16 nibbles, each digit plus one, then zeros. A shorter IMSI sorts
/// before the longer ones it begins, as its digits do.
final class ImsiKey {
    static final int OCTETS = 8;

    private static final int NIBBLES = 2 * OCTETS;

    private ImsiKey() {}

    static byte[] encode(Imsi imsi) {
        return encode(imsi.digits());
    }

    /// Also of a prefix, which sorts before everything it begins.
    static byte[] encode(String digits) {
        byte[] key = new byte[OCTETS];
        for (int i = 0; i < Math.min(digits.length(), NIBBLES); i++) {
            int nibble = digits.charAt(i) - '0' + 1;
            key[i / 2] |= (byte) (i % 2 == 0 ? nibble << 4 : nibble);
        }
        return key;
    }

    static Imsi decode(byte[] key, int offset) {
        StringBuilder digits = new StringBuilder(NIBBLES);
        for (int i = 0; i < NIBBLES; i++) {
            int octet = key[offset + i / 2];
            int nibble = (i % 2 == 0 ? octet >> 4 : octet) & 15;
            if (nibble == 0) {
                break;
            }
            digits.append((char) ('0' + nibble - 1));
        }
        try {
            return Imsi.parse(digits.toString());
        } catch (IllegalArgumentException e) {
            throw new StoreFailure("a row key is no IMSI: the store is damaged", e);
        }
    }
}
