package dev.bestow.wire.s6a.emks;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;
import dev.bestow.wire.s6a.EutranVector;

/// UTRAN-Vector: one quintet (TS 29.272 clause 7.3.19; TS 33.102 clause 6.3.2).
///
/// @param xres expected response, 4 to 16 octets. Not a key, but whoever holds it can answer the challenge, so no log
///     prints it
/// @param autn authentication token, 16 octets
public record UtranVector(Rand rand, Octets xres, Octets autn, CkIk ckIk) implements AutoCloseable {
    public UtranVector {
        if (xres.length() < EutranVector.MIN_XRES_OCTETS
                || xres.length() > EutranVector.MAX_XRES_OCTETS) {
            throw new InvalidValue("XRES", "has " + xres.length() + " octets, needs 4 to 16");
        }
        if (autn.length() != EutranVector.AUTN_OCTETS) {
            throw new InvalidValue("AUTN", "has " + autn.length() + " octets, needs 16");
        }
    }

    /// Wipes CK||IK.
    @Override
    public void close() {
        ckIk.octets().close();
    }

    /// Names the run, nothing a log should not hold.
    @Override
    public String toString() {
        return "UtranVector(rand " + rand + ")";
    }
}
