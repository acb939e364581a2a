package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// CK'||IK' of solutions 1, 2 and 10, 32 octets: what a vector for UTRAN or GERAN carries in the
/// place of CK||IK when keys of this project are wanted, as the SGSN could compute those from the
/// true pair. Not the pair of EAP-AKA': that is [CkIkPrime].
///
/// Deviation: TR 33.863 asks for such a pair and names no derivation; this one is ours.
public record AccessCkIk(Secret octets) {
    public static final int OCTETS = 32;

    private static final Octets LABEL = Kdf.text("access_ckik");

    public AccessCkIk {
        KeyLength.require("CK'||IK'", octets, OCTETS);
    }

    /// `KDF(CK||IK, FE, "access_ckik", SQN xor AK 6 octets)`.
    public static AccessCkIk from(CkIk ckIk, Octets sqnXorAk) {
        KeyLength.requireSqnXorAk(sqnXorAk);
        return new AccessCkIk(Kdf.derive(ckIk.octets(), Fc.ACCESS_CK_IK, LABEL, sqnXorAk));
    }
}
