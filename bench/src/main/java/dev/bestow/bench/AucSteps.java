package dev.bestow.bench;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Entropy;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.Ks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Steps of the authentication centre, each alone.
@State(Scope.Thread)
public class AucSteps {
    private final Entropy entropy = AucSubscribers.entropy();
    private final MasterKey masterKey = AucSubscribers.masterKey(entropy);
    private final AucSubscribers.Row[] rows = AucSubscribers.wrapped(masterKey, 16);
    private final CkIk ckIk = new CkIk(Secret.taking(new byte[CkIk.OCTETS]));
    private int at;

    /// K and OPc of one row, unwrapped and wiped.
    @Benchmark
    public int unwrap() {
        AucSubscribers.Row row = rows[at++ & 15];
        try (SubscriberKey k = masterKey.unwrapK(row.imsi(), row.k());
                Opc opc = masterKey.unwrapOpc(row.imsi(), row.opc())) {
            return k.octets().length() + opc.octets().length();
        }
    }

    @Benchmark
    public Rand rand() {
        return Rand.fresh(entropy);
    }

    /// Ks from CK||IK, derived and wiped.
    @Benchmark
    public int ks() {
        try (Secret ks = Ks.from(ckIk).octets()) {
            return ks.length();
        }
    }
}
