package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_aut, 32 octets: authenticates EAP-AKA' messages (RFC 9048 clause 3.3).
public record KAut(Secret octets) {
    public static final int OCTETS = 32;

    public KAut {
        KeyLength.require("K_aut", octets, OCTETS);
    }

    /// Octets 16 to 47 of MK.
    public static KAut from(Mk mk) {
        return new KAut(mk.part(16, OCTETS));
    }
}
