package dev.bestow.usim;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;

import javacardx.crypto.Cipher;

/// MILENAGE with the standard constants (TS 35.206 clause 4.1). r1 to r5 are whole octets: 8, 0, 4, 8
/// and 12. All work is done in transient memory that its owner hands in and wipes.
final class Milenage {
    /// Octets of a block, K and OPc.
    static final short BLOCK = 16;

    private static final byte[] ROTATION = {8, 0, 4, 8, 12};
    private static final byte[] CONSTANT = {0, 1, 2, 4, 8};

    private final AESKey k;
    private final byte[] opc = new byte[BLOCK];
    private final Cipher aes;
    private final byte[] temp;
    private final byte[] in1;

    Milenage() {
        k = (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, KeyBuilder.LENGTH_AES_128, false);
        aes = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_ECB_NOPAD, false);
        temp = JCSystem.makeTransientByteArray(BLOCK, JCSystem.CLEAR_ON_RESET);
        in1 = JCSystem.makeTransientByteArray(BLOCK, JCSystem.CLEAR_ON_RESET);
    }

    /// Whether it has keys.
    boolean isPersonalised() {
        return k.isInitialized();
    }

    /// Takes K and OPc, 32 octets. K goes last: a card that loses power in between has none.
    void personalise(byte[] source, short at) {
        Util.arrayCopy(source, (short) (at + BLOCK), opc, (short) 0, BLOCK);
        k.setKey(source, at);
    }

    /// TEMP, for all that follows.
    void start(byte[] rand, short at) {
        aes.init(k, Cipher.MODE_ENCRYPT);
        for (short i = 0; i < BLOCK; i++) {
            temp[i] = (byte) (rand[(short) (at + i)] ^ opc[i]);
        }
        aes.doFinal(temp, (short) 0, BLOCK, temp, (short) 0);
    }

    /// OUT1: MAC-A 8 | MAC-S 8, over SQN 6 and AMF 2 at `sqnAmf`.
    void out1(byte[] source, short sqnAmf, byte[] target, short at) {
        Util.arrayCopyNonAtomic(source, sqnAmf, in1, (short) 0, (short) 8);
        Util.arrayCopyNonAtomic(source, sqnAmf, in1, (short) 8, (short) 8);
        for (short i = 0; i < BLOCK; i++) {
            short from = (short) ((short) (i + ROTATION[0]) & 15);
            target[(short) (at + i)] = (byte) (in1[from] ^ opc[from] ^ temp[i]);
        }
        finish(target, at);
    }

    /// OUT2 (AK 6 | - 2 | RES 8), OUT3 (CK), OUT4 (IK) or OUT5 (AK* 6 | - 10).
    void out(short number, byte[] target, short at) {
        short row = (short) (number - 1);
        for (short i = 0; i < BLOCK; i++) {
            short from = (short) ((short) (i + ROTATION[row]) & 15);
            target[(short) (at + i)] = (byte) (temp[from] ^ opc[from]);
        }
        target[(short) (at + 15)] ^= CONSTANT[row];
        finish(target, at);
    }

    private void finish(byte[] target, short at) {
        aes.doFinal(target, at, BLOCK, target, at);
        for (short i = 0; i < BLOCK; i++) {
            target[(short) (at + i)] ^= opc[i];
        }
    }

    /// Wipes what depends on a challenge.
    void end() {
        Util.arrayFillNonAtomic(temp, (short) 0, BLOCK, (byte) 0);
        Util.arrayFillNonAtomic(in1, (short) 0, BLOCK, (byte) 0);
    }
}
