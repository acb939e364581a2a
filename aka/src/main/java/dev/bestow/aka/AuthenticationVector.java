package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.Kasme;

/// A quintet: RAND, XRES, CK||IK and AUTN (TS 33.102 clause 6.3.2). XRES has 8 octets with MILENAGE, 4, 8 or
/// 16 with TUAK. Prints its public half only.
public record AuthenticationVector(Rand rand, Octets xres, CkIk ckIk, Autn autn)
        implements AutoCloseable {
    /// The vector for E-UTRAN: K_ASME added, bound to the network that will serve the UE. CK||IK stays
    /// the same object, so closing either closes it.
    ///
    /// InvalidValue without the separation bit: a UE would answer such a vector with cause 26.
    public EpsVector bound(PlmnId servingNetwork) {
        if (!autn.amf().separationBit()) {
            throw new InvalidValue("AMF", "lacks the separation bit that vectors for E-UTRAN need");
        }
        return new EpsVector(
                rand, xres, ckIk, autn, Kasme.from(ckIk, servingNetwork, autn.sqnXorAk()));
    }

    /// The vector for UTRAN or GERAN of a subscriber with e2m keys (#1, #2, #10): CK'||IK' stand where
    /// CK||IK stood, and the serving node cannot see the difference. CK||IK stay here, for the e2m keys.
    ///
    /// InvalidValue with the separation bit: from such a vector K_ASME is made, and CK, IK go nowhere.
    public AuthenticationVector withAccessKeys() {
        if (autn.amf().separationBit()) {
            throw new InvalidValue(
                    "AMF", "has the separation bit, which only vectors for E-UTRAN have");
        }
        return new AuthenticationVector(rand, xres, E2mRule.accessKeys(ckIk, autn), autn);
    }

    /// Wipes CK||IK; do so with every vector that will not be used.
    @Override
    public void close() {
        ckIk.octets().close();
    }

    @Override
    public String toString() {
        return "AuthenticationVector(" + rand + ")";
    }
}
