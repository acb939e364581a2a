package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// The intermediate key of BEST, 32 octets: what the keys of enterprise servers come from.
///
/// Deviation: TS 33.163 has the derivation in a part that was not at hand; this one is our profile
/// P0.
public record KInter(Secret octets) {
    public static final int OCTETS = 32;

    private static final Octets LABEL = Kdf.text("BEST-INT");

    public KInter {
        KeyLength.require("intermediate key", octets, OCTETS);
    }

    /// `KDF(base, F2, "BEST-INT")`.
    public static KInter from(EmsdpBase base) {
        return new KInter(Kdf.derive(base.octets(), Fc.EMSDP_INTERMEDIATE, LABEL));
    }
}
