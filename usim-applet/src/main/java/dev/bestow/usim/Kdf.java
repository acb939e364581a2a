package dev.bestow.usim;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;

/// The key derivation function of TS 33.220 clause B.2 for keys of 32 octets and S of one label and one
/// parameter: `HMAC-SHA-256(key, FC || label || L0 || parameter || L1)`. HMAC by hand over SHA-256: cards
/// have the digest more often than the MAC.
final class Kdf {
    /// Octets of a key and of what is derived.
    static final short KEY = 32;

    private static final short BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest sha256;
    private final byte[] block;
    private final byte[] inner;

    /// Length fields, both below 256: one octet is always 0.
    private final byte[] length;

    Kdf() {
        sha256 = MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);
        block = JCSystem.makeTransientByteArray(BLOCK, JCSystem.CLEAR_ON_RESET);
        inner = JCSystem.makeTransientByteArray(KEY, JCSystem.CLEAR_ON_RESET);
        length = JCSystem.makeTransientByteArray((short) 2, JCSystem.CLEAR_ON_RESET);
    }

    /// Begins with the key at `at`, FC and P0: `label` is FC and the label behind it.
    void start(byte[] key, short at, byte[] label) {
        for (short i = 0; i < BLOCK; i++) {
            byte octet = i < KEY ? key[(short) (at + i)] : 0;
            block[i] = (byte) (octet ^ INNER);
        }
        sha256.reset();
        sha256.update(block, (short) 0, BLOCK);
        sha256.update(label, (short) 0, (short) label.length);
        updateLength((short) (label.length - 1));
    }

    /// Ends with P1 and writes the 32 octets.
    void finish(byte[] parameter, short at, short octets, byte[] target, short targetAt) {
        sha256.update(parameter, at, octets);
        updateLength(octets);
        sha256.doFinal(inner, (short) 0, (short) 0, inner, (short) 0);
        for (short i = 0; i < BLOCK; i++) {
            block[i] ^= INNER ^ OUTER;
        }
        sha256.update(block, (short) 0, BLOCK);
        sha256.doFinal(inner, (short) 0, KEY, target, targetAt);
        Util.arrayFillNonAtomic(block, (short) 0, BLOCK, (byte) 0);
        Util.arrayFillNonAtomic(inner, (short) 0, KEY, (byte) 0);
    }

    private void updateLength(short octets) {
        Util.setShort(length, (short) 0, octets);
        sha256.update(length, (short) 0, (short) 2);
    }
}
