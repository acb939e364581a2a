package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;

import java.util.Arrays;

/// The test algorithm under one K (TS 34.108 clause 8.1.2.1):
///
/// ```
/// XDOUT = K xor RAND                          RES 16, and AK from octet 3 on
/// MAC   = XDOUT[0..7] xor (SQN || AMF)        A and S alike
/// CK, IK = XDOUT rotated left by 1, by 2 octets
/// ```
final class XorFunctions implements AkaFunctions {
    private static final int MAC_OCTETS = 8;
    private static final int AK_OFFSET = 3;

    private final byte[] k;
    private boolean closed;

    XorFunctions(SubscriberKey k) {
        this.k = k.octets().use(byte[]::clone);
    }

    @Override
    public Octets f1(Rand rand, Sqn sqn, Amf amf) {
        byte[] mac = xdout(rand);
        long covered = sqn.value() << 16 | amf.value();
        for (int i = 0; i < MAC_OCTETS; i++) {
            mac[i] ^= (byte) (covered >>> (8 * (MAC_OCTETS - 1 - i)));
        }
        return Octets.copyOf(mac, 0, MAC_OCTETS);
    }

    @Override
    public Octets f1Star(Rand rand, Sqn sqn, Amf amf) {
        return f1(rand, sqn, amf);
    }

    @Override
    public AkaAnswer f2345(Rand rand) {
        byte[] xdout = xdout(rand);
        byte[] ckIk = new byte[CkIk.OCTETS];
        for (int i = 0; i < xdout.length; i++) {
            ckIk[i] = xdout[(i + 1) % xdout.length];
            ckIk[xdout.length + i] = xdout[(i + 2) % xdout.length];
        }
        return new AkaAnswer(Octets.copyOf(xdout), new CkIk(Secret.taking(ckIk)), f5Star(rand));
    }

    @Override
    public Octets f5Star(Rand rand) {
        return Octets.copyOf(xdout(rand), AK_OFFSET, Sqn.OCTETS);
    }

    private byte[] xdout(Rand rand) {
        if (closed) {
            throw new IllegalStateException("key used after close");
        }
        byte[] xdout = rand.octets().toArray();
        for (int i = 0; i < xdout.length; i++) {
            xdout[i] ^= k[i];
        }
        return xdout;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(k, (byte) 0);
    }
}
