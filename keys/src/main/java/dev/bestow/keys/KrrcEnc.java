package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_RRCenc, 16 octets (TS 33.401 clause A.7, type 03).
public record KrrcEnc(Secret octets) implements CipheringKey {
    public static final int OCTETS = 16;

    public KrrcEnc {
        KeyLength.require("K_RRCenc", octets, OCTETS);
    }

    /// The 16 low octets of `KDF(K_eNB, 15, 03, algorithm)`; `algorithm` is the EEA number, 0 to 7.
    public static KrrcEnc from(Kenb kenb, int algorithm) {
        return new KrrcEnc(AlgorithmKey.ciphering(kenb.octets(), 3, algorithm));
    }
}
