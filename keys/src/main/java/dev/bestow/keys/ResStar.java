package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

/// RES* and XRES*, 16 octets: the answer of 5G AKA, bound to the serving network (TS 33.501 clause
/// A.4). Held as a secret because XRES* is one until the UE has answered; comparing two is constant-
/// time.
public record ResStar(Secret octets) {
    public static final int OCTETS = 16;

    public ResStar {
        KeyLength.require("RES*", octets, OCTETS);
    }

    /// The 16 low octets of `KDF(CK||IK, 6B, serving network name, RAND, RES)`.
    public static ResStar from(CkIk ckIk, ServingNetworkName network, Rand rand, Octets res) {
        return new ResStar(
                Kdf.deriveLow16(ckIk.octets(), Fc.RES_STAR, network.encode(), rand.octets(), res));
    }
}
