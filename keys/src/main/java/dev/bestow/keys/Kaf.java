package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_AF, 32 octets: the key of AKMA for one application function (TS 33.535 clause A.4).
public record Kaf(Secret octets) implements EmsdpBase {
    public static final int OCTETS = 32;

    public Kaf {
        KeyLength.require("K_AF", octets, OCTETS);
    }

    /// `KDF(K_AKMA, 82, AF_ID)`.
    public static Kaf from(Kakma kakma, NafId afId) {
        return new Kaf(Kdf.derive(kakma.octets(), Fc.KAF, afId.encode()));
    }
}
