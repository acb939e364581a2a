package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The functions of TUAK under one subscriber's keys, at every length TS 35.231 allows (clause 6).
///
/// The document fills a state of 200 octets with fields written backwards. Read as 25 little-endian lanes
/// that is: every lane is big-endian again, and a field's most significant lane comes last.
///
/// ```
/// lane   0 .. 3       4                    5 6    7             8 .. 11   12   16
/// in     TOP or TOPc  "TUAK1.0" | INSTANCE RAND   SQN 6 | AMF 2 K         1f   80 00 ..
/// out    MAC or RES   CK (4 .. 7)                               IK        - 2 | AK 6
/// ```
///
/// Holds key material until closed. Not thread-safe.
public final class TuakKernel implements AutoCloseable {
    private static final long ALGORITHM_NAME = 0x5455414b312e3000L;
    private static final int INSTANCE = 4;
    private static final int RAND = 5;
    private static final int SQN_AMF = 7;
    private static final int K = 8;
    private static final int CK = 4;
    private static final int IK = 8;
    private static final int AK = 12;

    private static final int LONG_K = 0x01;
    private static final int IK_256 = 0x02;
    private static final int CK_256 = 0x04;
    private static final int F2345 = 0x40;
    private static final int STAR = 0x80;
    private static final int F5_STAR = 0xc0;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final TuakLengths lengths;
    private final int iterations;

    /// What every input has in common.
    private final long[] keyed;

    private final long[] lanes = new long[KeccakF1600.LANES];
    private boolean closed;

    /// Copies the keys: both may be closed afterwards.
    public TuakKernel(SubscriberKey k, Topc topc, int iterations, TuakLengths lengths) {
        this(k, topc.octets(), iterations, lengths);
    }

    private TuakKernel(SubscriberKey k, Secret variant, int iterations, TuakLengths lengths) {
        Tuak.requireIterations(iterations);
        this.iterations = iterations;
        this.lengths = lengths;
        this.keyed = variant.use(octets -> padded(octets));
        k.octets().use(octets -> put(keyed, K, octets));
        if (k.octets().length() == SubscriberKey.LONG_OCTETS) {
            keyed[INSTANCE] |= LONG_K;
        }
    }

    private static long[] padded(byte[] variant) {
        long[] lanes = new long[KeccakF1600.LANES];
        lanes[INSTANCE] = ALGORITHM_NAME;
        lanes[12] = 0x1f;
        lanes[16] = 0x80L << 56;
        put(lanes, 0, variant);
        return lanes;
    }

    static Topc topc(SubscriberKey k, Secret top, int iterations) {
        try (TuakKernel kernel = new TuakKernel(k, top, iterations, TuakLengths.UMTS)) {
            System.arraycopy(kernel.keyed, 0, kernel.lanes, 0, kernel.lanes.length);
            kernel.permute(0);
            byte[] topc = new byte[Topc.OCTETS];
            kernel.take(0, topc, 0, topc.length);
            return new Topc(Secret.taking(topc));
        }
    }

    /// f1: MAC-A.
    public Octets f1(Rand rand, Sqn sqn, Amf amf) {
        return mac(0, rand, sqn, amf);
    }

    /// f1*: MAC-S.
    public Octets f1Star(Rand rand, Sqn sqn, Amf amf) {
        return mac(STAR, rand, sqn, amf);
    }

    private Octets mac(int star, Rand rand, Sqn sqn, Amf amf) {
        load(rand);
        lanes[SQN_AMF] = sqn.value() << 16 | amf.value();
        permute(star | lengths.macOctets());
        return output(0, lengths.macOctets());
    }

    /// f2 to f5.
    public TuakAnswer f2345(Rand rand) {
        load(rand);
        permute(
                F2345
                        | resCode()
                        | (lengths.ckOctets() == 32 ? CK_256 : 0)
                        | (lengths.ikOctets() == 32 ? IK_256 : 0));
        byte[] ckIk = new byte[lengths.ckOctets() + lengths.ikOctets()];
        take(CK, ckIk, 0, lengths.ckOctets());
        take(IK, ckIk, lengths.ckOctets(), lengths.ikOctets());
        return new TuakAnswer(output(0, lengths.resOctets()), Secret.taking(ckIk), ak());
    }

    /// f5*: the AK of a re-synchronisation, 6 octets.
    public Octets f5Star(Rand rand) {
        load(rand);
        permute(F5_STAR);
        return ak();
    }

    /// 32 bits are code 0; the others count in units of 64 bits.
    private int resCode() {
        return lengths.resOctets() == 4 ? 0 : lengths.resOctets();
    }

    private Octets ak() {
        return output(AK, Sqn.OCTETS);
    }

    private void load(Rand rand) {
        if (closed) {
            throw new IllegalStateException("key used after close");
        }
        System.arraycopy(keyed, 0, lanes, 0, lanes.length);
        put(lanes, RAND, rand.octets().toArray());
    }

    private void permute(int instance) {
        lanes[INSTANCE] |= instance;
        for (int n = 0; n < iterations; n++) {
            KeccakF1600.permute(lanes);
        }
    }

    /// Whole lanes, the most significant one last.
    private static boolean put(long[] lanes, int first, byte[] field) {
        int lane = first;
        for (int at = field.length - Long.BYTES; at >= 0; at -= Long.BYTES) {
            lanes[lane++] = (long) WORD.get(field, at);
        }
        return true;
    }

    private Octets output(int first, int length) {
        byte[] octets = new byte[length];
        take(first, octets, 0, length);
        return Octets.copyOf(octets);
    }

    /// The field of `length` octets that ends in lane `first`.
    private void take(int first, byte[] target, int offset, int length) {
        for (int n = 0; n < length; n++) {
            target[offset + length - 1 - n] =
                    (byte) (lanes[first + n / Long.BYTES] >>> (8 * (n % Long.BYTES)));
        }
    }

    /// Wipes what is in reach.
    @Override
    public void close() {
        closed = true;
        Arrays.fill(keyed, 0);
        Arrays.fill(lanes, 0);
    }
}
