package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_NASenc, 16 octets (TS 33.401 clause A.7, type 01).
public record KnasEnc(Secret octets) implements CipheringKey {
    public static final int OCTETS = 16;

    public KnasEnc {
        KeyLength.require("K_NASenc", octets, OCTETS);
    }

    /// The 16 low octets of `KDF(K_ASME, 15, 01, algorithm)`; `algorithm` is the EEA number, 0 to 7.
    public static KnasEnc from(Kasme kasme, int algorithm) {
        return new KnasEnc(AlgorithmKey.ciphering(kasme.octets(), 1, algorithm));
    }
}
