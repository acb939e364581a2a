package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Refused;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.Kasme;

/// A quintet: RAND, XRES, CK||IK and AUTN (TS 33.102 clause 6.3.2). Prints its public half only.
public record AuthenticationVector(Rand rand, Octets xres, CkIk ckIk, Autn autn)
        implements AutoCloseable {
    /// The vector for E-UTRAN: K_ASME added, bound to the network that will serve the UE. CK||IK stays
    /// the same object, so closing either closes it.
    ///
    /// Refused without the separation bit: a UE would answer such a vector with cause 26.
    public EpsVector bound(PlmnId servingNetwork) {
        if (!autn.amf().separationBit()) {
            throw new Refused("AMF", "lacks the separation bit that vectors for E-UTRAN need");
        }
        return new EpsVector(
                rand, xres, ckIk, autn, Kasme.from(ckIk, servingNetwork, autn.sqnXorAk()));
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
