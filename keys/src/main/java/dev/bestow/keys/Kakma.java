package dev.bestow.keys;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// K_AKMA, 32 octets: the anchor key of AKMA, the form in which 5G standardised keys out of the
/// authentication that happens anyway (TS 33.535 clause A.2).
public record Kakma(Secret octets) {
    public static final int OCTETS = 32;

    private static final Octets LABEL = Kdf.text("AKMA");

    public Kakma {
        KeyLength.require("K_AKMA", octets, OCTETS);
    }

    /// `KDF(K_AUSF, 80, "AKMA", SUPI)`; the SUPI is an IMSI, its digits alone.
    public static Kakma from(Kausf kausf, Imsi supi) {
        return new Kakma(Kdf.derive(kausf.octets(), Fc.KAKMA, LABEL, Kdf.text(supi.digits())));
    }
}
