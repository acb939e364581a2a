package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.Kasme;

/// A vector for E-UTRAN: RAND, XRES, AUTN and K_ASME (TS 33.401 clause 6.1.2). CK||IK is in it for
/// the HSS's own derivations and must not leave the HSS. Prints its public half only.
public record EpsVector(Rand rand, Octets xres, CkIk ckIk, Autn autn, Kasme kasme)
        implements AutoCloseable {
    /// 6 octets, as K_ASME took them in.
    public Octets sqnXorAk() {
        return autn.sqnXorAk();
    }

    /// Wipes CK||IK and K_ASME.
    @Override
    public void close() {
        ckIk.octets().close();
        kasme.octets().close();
    }

    @Override
    public String toString() {
        return "EpsVector(" + rand + ")";
    }
}
