package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Aes128;
import dev.bestow.keys.CkIk;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// MILENAGE under one key schedule (TS 35.206 clause 4.1):
///
/// ```
/// TEMP = E(RAND xor OPc)          IN1 = SQN || AMF || SQN || AMF
/// OUT1 = E(TEMP xor rot(IN1 xor OPc, r1) xor c1) xor OPc      MAC-A 8 | MAC-S 8
/// OUT2 = E(rot(TEMP xor OPc, r2) xor c2) xor OPc              AK 6 | - 2 | RES 8
/// OUT3, OUT4 likewise                                         CK 16, IK 16
/// OUT5 likewise                                               AK* 6 | - 10
/// ```
///
/// TEMP is kept for the last RAND, and outputs wanted together are enciphered together: a vector is
/// two calls of the cipher and five blocks.
final class MilenageFunctions implements AkaFunctions {
    private static final int MAC_OCTETS = 8;
    private static final int RES_OCTETS = 8;

    /// OUT1 to OUT4, the most that is wanted at once.
    private static final int MAX_BLOCKS = 4;

    private final Aes128 aes;
    private final MilenageConstants constants;
    private final byte[] blocks = new byte[MAX_BLOCKS * Block.OCTETS];
    private Block opc;
    private Block temp = Block.ZERO;
    private @Nullable Rand tempOf;

    MilenageFunctions(MilenageConstants constants, SubscriberKey k, Opc opc) {
        this.constants = constants;
        this.opc = opc.octets().use(octets -> Block.read(octets, 0));
        this.aes = Aes128.under(k.octets());
    }

    @Override
    public Octets f1(Rand rand, Sqn sqn, Amf amf) {
        out1(rand, sqn, amf);
        return octets(0, 0, MAC_OCTETS);
    }

    @Override
    public Octets f1Star(Rand rand, Sqn sqn, Amf amf) {
        out1(rand, sqn, amf);
        return octets(0, MAC_OCTETS, MAC_OCTETS);
    }

    private void out1(Rand rand, Sqn sqn, Amf amf) {
        in1(temp(rand), sqn, amf).writeTo(blocks, 0);
        encrypt(1);
    }

    @Override
    public AkaAnswer f2345(Rand rand) {
        answerIn(temp(rand), 0);
        encrypt(3);
        return answerOut(0);
    }

    @Override
    public Octets f5Star(Rand rand) {
        in(temp(rand), constants.fifth()).writeTo(blocks, 0);
        encrypt(1);
        return octets(0, 0, Sqn.OCTETS);
    }

    @Override
    public AuthenticationVector vector(Rand rand, Sqn sqn, Amf amf) {
        Block t = temp(rand);
        in1(t, sqn, amf).writeTo(blocks, 0);
        answerIn(t, 1);
        encrypt(4);
        // AUTN takes the place of OUT1 and AK.
        long macA = Block.read(blocks, 0).high();
        long ak = Block.read(blocks, Block.OCTETS).high() >>> 16;
        new Block((sqn.value() ^ ak) << 16 | amf.value(), macA).writeTo(blocks, 0);
        Autn autn = new Autn(octets(0, 0, Autn.OCTETS));
        return new AuthenticationVector(rand, resOut(1), ckIkOut(1), autn);
    }

    private void answerIn(Block t, int slot) {
        in(t, constants.second()).writeTo(blocks, slot * Block.OCTETS);
        in(t, constants.third()).writeTo(blocks, (slot + 1) * Block.OCTETS);
        in(t, constants.fourth()).writeTo(blocks, (slot + 2) * Block.OCTETS);
    }

    private AkaAnswer answerOut(int slot) {
        return new AkaAnswer(resOut(slot), ckIkOut(slot), octets(slot, 0, Sqn.OCTETS));
    }

    private Octets resOut(int slot) {
        return octets(slot, Block.OCTETS - RES_OCTETS, RES_OCTETS);
    }

    private CkIk ckIkOut(int slot) {
        return new CkIk(Secret.taking(blocks, (slot + 1) * Block.OCTETS, CkIk.OCTETS));
    }

    private Block temp(Rand rand) {
        if (!rand.equals(tempOf)) {
            rand.octets().writeTo(blocks, 0);
            Block.read(blocks, 0).xor(opc).writeTo(blocks, 0);
            aes.encrypt(blocks, Block.OCTETS);
            temp = Block.read(blocks, 0);
            tempOf = rand;
        }
        return temp;
    }

    private Block in1(Block t, Sqn sqn, Amf amf) {
        long half = sqn.value() << 16 | amf.value();
        MilenageConstants.Pair pair = constants.first();
        return new Block(half, half).xor(opc).rotateLeft(pair.r()).xor(pair.c()).xor(t);
    }

    private Block in(Block t, MilenageConstants.Pair pair) {
        return t.xor(opc).rotateLeft(pair.r()).xor(pair.c());
    }

    /// `E(block) xor OPc` for the first `count` blocks.
    private void encrypt(int count) {
        aes.encrypt(blocks, count * Block.OCTETS);
        for (int at = 0; at < count * Block.OCTETS; at += Block.OCTETS) {
            Block.read(blocks, at).xor(opc).writeTo(blocks, at);
        }
    }

    private Octets octets(int slot, int offset, int length) {
        return Octets.copyOf(blocks, slot * Block.OCTETS + offset, length);
    }

    @Override
    public void close() {
        aes.close();
        Arrays.fill(blocks, (byte) 0);
        opc = Block.ZERO;
        temp = Block.ZERO;
        tempOf = null;
    }
}
