package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// CK'||IK' of EAP-AKA', 32 octets, bound to the access network (TS 33.402 clause A.2, RFC 9048). Not
/// the pair of the same name that solutions 1, 2 and 10 give to an SGSN: that is [AccessCkIk].
public record CkIkPrime(Secret octets) {
    public static final int OCTETS = 32;

    public CkIkPrime {
        KeyLength.require("CK'||IK'", octets, OCTETS);
    }

    /// `KDF(CK||IK, 20, network name, SQN xor AK 6 octets)`; the name is `WLAN` for example, or a
    /// [ServingNetworkName] for 5G.
    public static CkIkPrime from(CkIk ckIk, String networkName, Octets sqnXorAk) {
        KeyLength.requireSqnXorAk(sqnXorAk);
        Octets name = Kdf.ascii("network name", networkName);
        return new CkIkPrime(Kdf.derive(ckIk.octets(), Fc.CK_IK_PRIME, name, sqnXorAk));
    }
}
