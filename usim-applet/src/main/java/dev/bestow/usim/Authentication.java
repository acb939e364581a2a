package dev.bestow.usim;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/// AUTHENTICATE: MILENAGE, the SQN array and the derivations of solution 1. What it works with lies in one
/// transient array:
///
/// ```
/// OUT2 16 | CK 16 | IK 16 | SQN 6 | AMF 2 | OUT1 16 | spare 32
/// ```
final class Authentication {
    private static final short OUT2 = 0;
    private static final short RES = 8;
    private static final short CK = 16;
    private static final short IK = 32;
    private static final short SQN = 48;
    private static final short AMF = 54;
    private static final short OUT1 = 56;
    private static final short SPARE = 72;
    private static final short WORK = 104;

    private static final short RES_OCTETS = 8;
    private static final short MAC_OCTETS = 8;
    private static final short AUTS_OCTETS = 14;
    private static final short RAND_OCTETS = 16;

    /// Bit 8 of AMF without the separation bit: an EMKS makes the run itself, and CK, IK are its.
    private static final short OWN_RUN_MASK = (short) 0x8080;

    private static final short OWN_RUN = (short) 0x0080;

    private static final byte SUCCESS = (byte) 0xdb;
    private static final byte SYNCHRONISATION_FAILURE = (byte) 0xdc;
    private static final short SW_MAC_FAILURE = (short) 0x9862;

    /// FD and "e2m_keyset".
    private static final byte[] E2M_KEY_SET = {
        (byte) 0xfd, 'e', '2', 'm', '_', 'k', 'e', 'y', 's', 'e', 't'
    };

    /// FE and "access_ckik".
    private static final byte[] ACCESS_CK_IK = {
        (byte) 0xfe, 'a', 'c', 'c', 'e', 's', 's', '_', 'c', 'k', 'i', 'k'
    };

    private final Milenage milenage = new Milenage();
    private final SqnArray sqns = new SqnArray();
    private final Kdf kdf = new Kdf();
    private final byte[] e2mBit = new byte[2];
    private final byte[] work;

    /// RAND 16 | key set 32; gone when power is, and there when `held[0]`.
    private final byte[] e2m;

    private final boolean[] held;

    Authentication() {
        work = JCSystem.makeTransientByteArray(WORK, JCSystem.CLEAR_ON_RESET);
        e2m =
                JCSystem.makeTransientByteArray(
                        (short) (RAND_OCTETS + Kdf.KEY), JCSystem.CLEAR_ON_RESET);
        held = JCSystem.makeTransientBooleanArray((short) 1, JCSystem.CLEAR_ON_RESET);
    }

    boolean isPersonalised() {
        return milenage.isPersonalised();
    }

    /// K 16 | OPc 16 | SQN 6 | AMF bit 2. K goes last, see [Milenage#personalise].
    void personalise(byte[] source, short at) {
        short sqn = (short) (at + 2 * Milenage.BLOCK);
        sqns.startAt(source, sqn);
        Util.arrayCopy(source, (short) (sqn + SqnArray.SQN), e2mBit, (short) 0, (short) 2);
        milenage.personalise(source, at);
    }

    /// Answers the challenge in `buffer`, from its start on, and returns how many octets that takes. The
    /// SQN is spent before a key is computed, so power that fails loses a run and repeats none.
    short answer(byte[] buffer, short rand, short autn) {
        milenage.start(buffer, rand);
        milenage.out((short) 2, work, OUT2);
        reveal(buffer, autn);
        milenage.out1(work, SQN, work, OUT1);
        if (!isSame(work, OUT1, buffer, (short) (autn + SqnArray.SQN + 2))) {
            wipe();
            ISOException.throwIt(SW_MAC_FAILURE);
        }
        short length;
        if (sqns.accepts(work, SQN, work, SPARE)) {
            sqns.accept(work, SQN);
            milenage.out((short) 3, work, CK);
            milenage.out((short) 4, work, IK);
            derive(buffer, rand, autn);
            length = success(buffer);
        } else {
            length = synchronisationFailure(buffer);
        }
        wipe();
        return length;
    }

    /// SQN and AMF of AUTN.
    private void reveal(byte[] buffer, short autn) {
        for (short i = 0; i < SqnArray.SQN; i++) {
            work[(short) (SQN + i)] =
                    (byte) (buffer[(short) (autn + i)] ^ work[(short) (OUT2 + i)]);
        }
        Util.arrayCopyNonAtomic(buffer, (short) (autn + SqnArray.SQN), work, AMF, (short) 2);
    }

    /// In a time that does not depend on where they differ.
    private static boolean isSame(byte[] mac, short at, byte[] other, short otherAt) {
        byte difference = 0;
        for (short i = 0; i < MAC_OCTETS; i++) {
            difference |= (byte) (mac[(short) (at + i)] ^ other[(short) (otherAt + i)]);
        }
        return difference == 0;
    }

    /// The e2m key set, and CK'||IK' over CK||IK when the separation bit is clear.
    private void derive(byte[] buffer, short rand, short autn) {
        short bit = Util.getShort(e2mBit, (short) 0);
        short amf = Util.getShort(work, AMF);
        if ((short) (amf & bit) != bit || (short) (amf & OWN_RUN_MASK) == OWN_RUN) {
            return;
        }
        Util.arrayCopyNonAtomic(buffer, rand, e2m, (short) 0, RAND_OCTETS);
        kdf.start(work, CK, E2M_KEY_SET);
        kdf.finish(buffer, rand, RAND_OCTETS, e2m, RAND_OCTETS);
        held[0] = true;
        if (work[AMF] >= 0) {
            kdf.start(work, CK, ACCESS_CK_IK);
            kdf.finish(buffer, autn, SqnArray.SQN, work, CK);
        }
    }

    private short success(byte[] buffer) {
        buffer[0] = SUCCESS;
        buffer[1] = RES_OCTETS;
        short at = Util.arrayCopyNonAtomic(work, RES, buffer, (short) 2, RES_OCTETS);
        buffer[at++] = Milenage.BLOCK;
        at = Util.arrayCopyNonAtomic(work, CK, buffer, at, Milenage.BLOCK);
        buffer[at++] = Milenage.BLOCK;
        return Util.arrayCopyNonAtomic(work, IK, buffer, at, Milenage.BLOCK);
    }

    /// AUTS: SQN_MS under AK*, and MAC-S over it with an AMF of zeros.
    private short synchronisationFailure(byte[] buffer) {
        sqns.copyHighest(work, SQN);
        Util.setShort(work, AMF, (short) 0);
        milenage.out1(work, SQN, work, OUT1);
        milenage.out((short) 5, work, SPARE);
        buffer[0] = SYNCHRONISATION_FAILURE;
        buffer[1] = AUTS_OCTETS;
        for (short i = 0; i < SqnArray.SQN; i++) {
            buffer[(short) (2 + i)] = (byte) (work[(short) (SQN + i)] ^ work[(short) (SPARE + i)]);
        }
        return Util.arrayCopyNonAtomic(
                work, (short) (OUT1 + MAC_OCTETS), buffer, (short) (2 + SqnArray.SQN), MAC_OCTETS);
    }

    /// RAND 16 | key set 32, or nothing.
    short copyE2mKeySet(byte[] buffer) {
        if (!held[0]) {
            return 0;
        }
        return Util.arrayCopyNonAtomic(e2m, (short) 0, buffer, (short) 0, (short) e2m.length);
    }

    private void wipe() {
        milenage.end();
        Util.arrayFillNonAtomic(work, (short) 0, WORK, (byte) 0);
    }
}
