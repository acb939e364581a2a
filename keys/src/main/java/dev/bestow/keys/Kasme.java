package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Secret;

/// K_ASME, 32 octets, bound to the serving network (TS 33.401 clause A.2).
public record Kasme(Secret octets) implements EmsdpBase {
    public static final int OCTETS = 32;

    public Kasme {
        KeyLength.require("K_ASME", octets, OCTETS);
    }

    /// `KDF(CK||IK, 10, SN id 3 octets, SQN xor AK 6 octets)`.
    public static Kasme from(CkIk ckIk, PlmnId servingNetwork, Octets sqnXorAk) {
        KeyLength.requireSqnXorAk(sqnXorAk);
        return new Kasme(Kdf.derive(ckIk.octets(), Fc.KASME, servingNetwork.encode(), sqnXorAk));
    }
}
