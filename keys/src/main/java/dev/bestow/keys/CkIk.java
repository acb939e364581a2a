package dev.bestow.keys;

import dev.bestow.core.Secret;

/// CK||IK, 32 octets: what one AKA run leaves in hand, at AUTHENTICATE time only (TS 33.102).
public record CkIk(Secret octets) implements EmsdpBase {
    public static final int OCTETS = 32;

    public CkIk {
        KeyLength.require("CK||IK", octets, OCTETS);
    }
}
