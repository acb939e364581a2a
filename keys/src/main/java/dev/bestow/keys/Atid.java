package dev.bestow.keys;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;

/// A-TID, 32 octets: the part of an A-KID that names K_AKMA (TS 33.535 clause A.3). An identifier and no
/// key: it travels in clear.
public record Atid(Octets octets) {
    public static final int OCTETS = 32;

    private static final Octets LABEL = Kdf.text("A-TID");

    public Atid {
        KeyLength.require("A-TID", octets, OCTETS);
    }

    /// `KDF(K_AUSF, 81, "A-TID", SUPI)`; the SUPI is an IMSI, its digits alone.
    public static Atid from(Kausf kausf, Imsi supi) {
        return new Atid(
                Kdf.derive(kausf.octets(), Fc.A_TID, LABEL, Kdf.text(supi.digits()))
                        .use(Octets::copyOf));
    }
}
