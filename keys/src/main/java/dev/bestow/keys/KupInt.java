package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_UPint, 16 octets (TS 33.401 clause A.7, type 06).
public record KupInt(Secret octets) implements IntegrityKey {
    public static final int OCTETS = 16;

    public KupInt {
        KeyLength.require("K_UPint", octets, OCTETS);
    }

    /// The 16 low octets of `KDF(K_eNB, 15, 06, algorithm)`; `algorithm` is the EIA number, 1 to 7.
    public static KupInt from(Kenb kenb, int algorithm) {
        return new KupInt(AlgorithmKey.integrity(kenb.octets(), 6, algorithm));
    }
}
