package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_NASint, 16 octets (TS 33.401 clause A.7, type 02).
public record KnasInt(Secret octets) implements IntegrityKey {
    public static final int OCTETS = 16;

    public KnasInt {
        KeyLength.require("K_NASint", octets, OCTETS);
    }

    /// The 16 low octets of `KDF(K_ASME, 15, 02, algorithm)`; `algorithm` is the EIA number, 1 to 7.
    public static KnasInt from(Kasme kasme, int algorithm) {
        return new KnasInt(AlgorithmKey.integrity(kasme.octets(), 2, algorithm));
    }
}
