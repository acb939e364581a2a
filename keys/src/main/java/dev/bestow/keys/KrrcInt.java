package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_RRCint, 16 octets (TS 33.401 clause A.7, type 04).
public record KrrcInt(Secret octets) implements IntegrityKey {
    public static final int OCTETS = 16;

    public KrrcInt {
        KeyLength.require("K_RRCint", octets, OCTETS);
    }

    /// The 16 low octets of `KDF(K_eNB, 15, 04, algorithm)`; `algorithm` is the EIA number, 1 to 7.
    public static KrrcInt from(Kenb kenb, int algorithm) {
        return new KrrcInt(AlgorithmKey.integrity(kenb.octets(), 4, algorithm));
    }
}
