package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.util.Arrays;

/// K_AUSF, 32 octets: the home network's key after a 5G authentication (TS 33.501 clause A.2).
public record Kausf(Secret octets) {
    public static final int OCTETS = 32;

    public Kausf {
        KeyLength.require("K_AUSF", octets, OCTETS);
    }

    /// 5G AKA: `KDF(CK||IK, 6A, serving network name, SQN xor AK 6 octets)`.
    public static Kausf from(CkIk ckIk, ServingNetworkName network, Octets sqnXorAk) {
        KeyLength.requireSqnXorAk(sqnXorAk);
        return new Kausf(Kdf.derive(ckIk.octets(), Fc.KAUSF, network.encode(), sqnXorAk));
    }

    /// EAP-AKA': the first 32 octets of EMSK (TS 33.501 clause 6.1.3.1).
    public static Kausf from(Emsk emsk) {
        return new Kausf(emsk.octets().use(octets -> Secret.taking(Arrays.copyOf(octets, OCTETS))));
    }
}
