package dev.bestow.keys;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// K_AMF, 32 octets: what K_ASME is in 5G (TS 33.501 clause A.7).
public record Kamf(Secret octets) {
    public static final int OCTETS = 32;

    public Kamf {
        KeyLength.require("K_AMF", octets, OCTETS);
    }

    /// `KDF(K_SEAF, 6D, SUPI, ABBA)`; the SUPI is an IMSI, its digits alone.
    public static Kamf from(Kseaf kseaf, Imsi supi, Octets abba) {
        return new Kamf(Kdf.derive(kseaf.octets(), Fc.KAMF, Kdf.text(supi.digits()), abba));
    }
}
