package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_re, 32 octets: is what fast re-authentication of EAP-AKA' starts from (RFC 9048 clause 3.3).
public record KRe(Secret octets) {
    public static final int OCTETS = 32;

    public KRe {
        KeyLength.require("K_re", octets, OCTETS);
    }

    /// Octets 48 to 79 of MK.
    public static KRe from(Mk mk) {
        return new KRe(mk.part(48, OCTETS));
    }
}
