package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// K_HSE, 32 octets: the base key of BEST in 5G (TS 33.163 clause 5.1.0a). Its parameters are those
/// of K_AUSF.
public record Khse(Secret octets) implements EmsdpBase {
    public static final int OCTETS = 32;

    public Khse {
        KeyLength.require("K_HSE", octets, OCTETS);
    }

    /// 5G AKA: `KDF(CK||IK, 63, serving network name, SQN xor AK 6 octets)`.
    public static Khse from(CkIk ckIk, ServingNetworkName network, Octets sqnXorAk) {
        return of(ckIk.octets(), Fc.KHSE_5G_AKA, network, sqnXorAk);
    }

    /// EAP-AKA': `KDF(CK'||IK', 64, serving network name, SQN xor AK 6 octets)`.
    public static Khse from(CkIkPrime ckIkPrime, ServingNetworkName network, Octets sqnXorAk) {
        return of(ckIkPrime.octets(), Fc.KHSE_EAP_AKA_PRIME, network, sqnXorAk);
    }

    private static Khse of(Secret pair, Fc fc, ServingNetworkName network, Octets sqnXorAk) {
        KeyLength.requireSqnXorAk(sqnXorAk);
        return new Khse(Kdf.derive(pair, fc, network.encode(), sqnXorAk));
    }
}
