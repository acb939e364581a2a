package dev.bestow.keys;

import dev.bestow.core.Secret;

/// EMSK, 64 octets: stays with the home network; its first half is K_AUSF in 5G (RFC 9048 clause
/// 3.3).
public record Emsk(Secret octets) {
    public static final int OCTETS = 64;

    public Emsk {
        KeyLength.require("EMSK", octets, OCTETS);
    }

    /// Octets 144 to 207 of MK.
    public static Emsk from(Mk mk) {
        return new Emsk(mk.part(144, OCTETS));
    }
}
