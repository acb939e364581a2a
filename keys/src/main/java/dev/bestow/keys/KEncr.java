package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_encr, 16 octets: enciphers attributes of EAP-AKA' messages (RFC 9048 clause 3.3).
public record KEncr(Secret octets) {
    public static final int OCTETS = 16;

    public KEncr {
        KeyLength.require("K_encr", octets, OCTETS);
    }

    /// Octets 0 to 15 of MK.
    public static KEncr from(Mk mk) {
        return new KEncr(mk.part(0, OCTETS));
    }
}
