package dev.bestow.wire.s6a;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;

import org.jspecify.annotations.Nullable;

/// E-UTRAN-Vector: one EPS authentication vector and, in a network with Bestow, the Ks of the same
/// AKA run (TS 29.272 clause 7.3.18; TR 33.863 solution 11 step 5: "to map one-to-one with the AV").
///
/// @param itemNumber order of use, from 1; on the wire only when there is more than one vector
/// @param xres expected response, 4 to 16 octets. Not a key, but whoever holds it can answer the
///     challenge, so no log prints it
/// @param autn authentication token, 16 octets
/// @param ks absent when the MME did not announce APP-KEY, or the root is K_ASME
public record EutranVector(
        int itemNumber, Rand rand, Octets xres, Octets autn, Kasme kasme, @Nullable Ks ks)
        implements AutoCloseable {
    public static final int AUTN_OCTETS = 16;
    public static final int MIN_XRES_OCTETS = 4;
    public static final int MAX_XRES_OCTETS = 16;

    public EutranVector {
        if (itemNumber < 1) {
            throw new InvalidValue("Item-Number", "counts from 1");
        }
        if (xres.length() < MIN_XRES_OCTETS || xres.length() > MAX_XRES_OCTETS) {
            throw new InvalidValue("XRES", "has " + xres.length() + " octets, needs 4 to 16");
        }
        if (autn.length() != AUTN_OCTETS) {
            throw new InvalidValue("AUTN", "has " + autn.length() + " octets, needs 16");
        }
    }

    /// Wipes both keys.
    @Override
    public void close() {
        kasme.octets().close();
        if (ks != null) {
            ks.octets().close();
        }
    }

    /// Names the run and its place, nothing a log should not hold.
    @Override
    public String toString() {
        return "EutranVector(" + itemNumber + ", rand " + rand + (ks == null ? ")" : ", with Ks)");
    }
}
