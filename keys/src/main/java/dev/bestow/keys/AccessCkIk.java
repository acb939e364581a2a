package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// CK'||IK', 32 octets: the access keys UTRAN and GERAN get in place of CK||IK when keys of solution 1,
/// 2 or 10 come out of the same run, so that an SGSN cannot compute those. Not the CK', IK' of
/// EAP-AKA'. The study gives it no derivation; FC and parameters are our fillers.
public record AccessCkIk(Secret octets) {
    public static final int OCTETS = 32;

    public AccessCkIk {
        RungLength.require("CK'||IK'", octets, OCTETS);
    }

    private static final Octets LABEL = Kdf.text("access_ckik");

    /// `KDF(CK||IK, FE, "access_ckik", SQN xor AK 6 octets)`.
    public static AccessCkIk from(CkIk ckIk, Octets sqnXorAk) {
        return new AccessCkIk(Kdf.derive(ckIk.octets(), Fc.ACCESS_CK_IK, LABEL, sqnXorAk));
    }
}
