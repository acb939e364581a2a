package dev.bestow.keys;

import dev.bestow.core.Secret;

/// MSK, 64 octets: goes to the access network (RFC 9048 clause 3.3).
public record Msk(Secret octets) {
    public static final int OCTETS = 64;

    public Msk {
        KeyLength.require("MSK", octets, OCTETS);
    }

    /// Octets 80 to 143 of MK.
    public static Msk from(Mk mk) {
        return new Msk(mk.part(80, OCTETS));
    }
}
