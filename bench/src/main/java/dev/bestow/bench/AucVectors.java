package dev.bestow.bench;

import dev.bestow.aka.AkaFunctions;
import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.EpsVector;
import dev.bestow.aka.Opc;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// One MILENAGE vector with K_ASME for one subscriber, RAND given, made and wiped, as `osmo_auc.c` makes it
/// with libosmocore (which wipes nothing).
@State(Scope.Thread)
public class AucVectors {
    static final PlmnId SERVING = new PlmnId("001", "01");

    private static final int RANDS = 1 << 10;

    private final Rand[] rands = new Rand[RANDS];
    private final Credentials credentials = credentials();
    private final AkaFunctions cached = credentials.functions();
    private int made;

    /// With a different RAND each time; the functions keep what depends on the last one.
    public AucVectors() {
        for (int i = 0; i < RANDS; i++) {
            rands[i] = new Rand(Octets.copyOf(ByteBuffer.allocate(Rand.OCTETS).putInt(i).array()));
        }
    }

    /// K_ASME of the first vector, the RAND all zeros and the SQN 1.
    static String firstKasmeHex() {
        Rand zeros = new Rand(Octets.copyOf(new byte[Rand.OCTETS]));
        try (EpsVector vector =
                AuthenticationCentre.vector(credentials(), zeros, new Sqn(1), Amf.EPS, SERVING)) {
            return vector.kasme().octets().use(HexFormat.of()::formatHex);
        }
    }

    /// The subscriber is hot: the cipher stays keyed from one vector to the next.
    @Benchmark
    public int cachedCipher() {
        made++;
        try (EpsVector vector = cached.vector(rand(), new Sqn(made), Amf.EPS).bound(SERVING)) {
            return vector.xres().at(0);
        }
    }

    /// K is given anew with each vector, and the cipher loses it afterwards.
    @Benchmark
    public int freshKey() {
        made++;
        try (EpsVector vector =
                AuthenticationCentre.vector(credentials, rand(), new Sqn(made), Amf.EPS, SERVING)) {
            return vector.xres().at(0);
        }
    }

    private Rand rand() {
        return rands[made & (RANDS - 1)];
    }

    private static Credentials credentials() {
        return Credentials.milenage(new SubscriberKey(sixteen(0x11)), new Opc(sixteen(0x22)));
    }

    static Secret sixteen(int octet) {
        byte[] octets = new byte[16];
        Arrays.fill(octets, (byte) octet);
        return Secret.taking(octets);
    }
}
