package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_UPenc, 16 octets (TS 33.401 clause A.7, type 05).
public record KupEnc(Secret octets) implements CipheringKey {
    public static final int OCTETS = 16;

    public KupEnc {
        KeyLength.require("K_UPenc", octets, OCTETS);
    }

    /// The 16 low octets of `KDF(K_eNB, 15, 05, algorithm)`; `algorithm` is the EEA number, 0 to 7.
    public static KupEnc from(Kenb kenb, int algorithm) {
        return new KupEnc(AlgorithmKey.ciphering(kenb.octets(), 5, algorithm));
    }
}
