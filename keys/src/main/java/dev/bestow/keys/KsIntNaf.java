package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

/// Ks_int_NAF, 32 octets: the key of GBA for one application server that never leaves a GBA aware
/// card (TS 33.220 clause B.3).
public record KsIntNaf(Secret octets) implements EmsdpBase {
    public static final int OCTETS = 32;

    private static final Octets LABEL = Kdf.text("gba-u");

    public KsIntNaf {
        KeyLength.require("Ks_int_NAF", octets, OCTETS);
    }

    /// `KDF(Ks, 01, "gba-u", RAND, IMPI, NAF_Id)`; the Ks of GBA is the CK||IK of its own AKA run,
    /// whose RAND this is.
    public static KsIntNaf from(CkIk ks, Rand rand, String impi, NafId nafId) {
        Octets identity = Kdf.ascii("IMPI", impi);
        return new KsIntNaf(
                Kdf.derive(ks.octets(), Fc.KS_NAF, LABEL, rand.octets(), identity, nafId.encode()));
    }
}
