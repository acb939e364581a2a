package dev.bestow.bench;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.EpsVector;
import dev.bestow.aka.MasterKey;
import dev.bestow.aka.Opc;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Ks;
import dev.bestow.network.machine.SystemEntropy;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.SplittableRandom;

/// The authentication centre with a million subscribers, of whom each vector is for a random one.
@State(Scope.Thread)
public class AucSubscribers {
    private static final int SUBSCRIBERS = 1_000_000;

    /// What the store keeps of a subscriber for a vector.
    record Row(Imsi imsi, Octets k, Octets opc) {}

    private final Entropy entropy = entropy();
    private final MasterKey masterKey = masterKey(entropy);
    private final Row[] rows = wrapped(masterKey, SUBSCRIBERS);
    private final SplittableRandom next = new SplittableRandom(1);
    private int made;
    private int seen;

    static Entropy entropy() {
        return new SystemEntropy();
    }

    static MasterKey masterKey(Entropy entropy) {
        return new MasterKey(Secret.taking(new byte[MasterKey.OCTETS]), entropy);
    }

    static Row[] wrapped(MasterKey masterKey, int count) {
        Row[] rows = new Row[count];
        for (int i = 0; i < count; i++) {
            Imsi imsi = new Imsi("00101" + (1_000_000_000 + i));
            try (SubscriberKey k = new SubscriberKey(AucVectors.sixteen(i | 1));
                    Opc opc = new Opc(AucVectors.sixteen(i + 1))) {
                rows[i] = new Row(imsi, masterKey.wrap(imsi, k), masterKey.wrap(imsi, opc));
            }
        }
        return rows;
    }

    /// Finding the row and getting all of it into the processor's cache.
    @Benchmark
    public int find() {
        return seen(row());
    }

    /// All of it: find, unwrap K and OPc, RAND, vector with K_ASME, Ks; then everything is wiped.
    @Benchmark
    public int whole() {
        Row row = row();
        int found = seen(row);
        made++;
        EpsVector vector;
        try (Credentials credentials =
                Credentials.milenage(
                        masterKey.unwrapK(row.imsi, row.k),
                        masterKey.unwrapOpc(row.imsi, row.opc))) {
            vector =
                    AuthenticationCentre.vector(
                            credentials,
                            Rand.fresh(entropy),
                            new Sqn(made),
                            Amf.EPS,
                            AucVectors.SERVING);
        }
        try (vector;
                Secret ks = Ks.from(vector.ckIk()).octets()) {
            return found + vector.xres().at(0) + ks.length();
        }
    }

    private Row row() {
        return rows[(next.nextInt(SUBSCRIBERS) + seen) % SUBSCRIBERS];
    }

    /// The next row depends on what was read of this one, or the processor would fetch it meanwhile.
    private int seen(Row row) {
        seen = row.imsi.digits().charAt(14) + row.k.at(44) + row.opc.at(44);
        return seen;
    }
}
