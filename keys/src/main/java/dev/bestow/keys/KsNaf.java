package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

/// Ks_NAF, also called Ks_ext_NAF where the card is GBA aware, 32 octets: the key of GBA for one
/// application server, kept in the ME (TS 33.220 clause B.3). GBA is what Bestow is measured against.
public record KsNaf(Secret octets) implements EmsdpBase {
    public static final int OCTETS = 32;

    private static final Octets LABEL = Kdf.text("gba-me");

    public KsNaf {
        KeyLength.require("Ks_NAF", octets, OCTETS);
    }

    /// `KDF(Ks, 01, "gba-me", RAND, IMPI, NAF_Id)`; the Ks of GBA is the CK||IK of its own AKA run,
    /// whose RAND this is.
    public static KsNaf from(CkIk ks, Rand rand, String impi, NafId nafId) {
        Octets identity = Kdf.ascii("IMPI", impi);
        return new KsNaf(
                Kdf.derive(ks.octets(), Fc.KS_NAF, LABEL, rand.octets(), identity, nafId.encode()));
    }
}
