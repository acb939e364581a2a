package dev.bestow.keys;

import dev.bestow.core.AsId;
import dev.bestow.core.Secret;

/// The EAS-specific PSK of BEST, 32 octets: the key of one UE and one enterprise application server.
///
/// Deviation: TS 33.163 has the derivation in a part that was not at hand; this one is our profile
/// P0.
public record EasPsk(Secret octets) {
    public static final int OCTETS = 32;

    public EasPsk {
        KeyLength.require("EAS PSK", octets, OCTETS);
    }

    /// `KDF(intermediate key, F3, EAS Id)`.
    public static EasPsk from(KInter kInter, AsId easId) {
        return new EasPsk(Kdf.derive(kInter.octets(), Fc.EAS_PSK, Kdf.text(easId.fqdn())));
    }
}
