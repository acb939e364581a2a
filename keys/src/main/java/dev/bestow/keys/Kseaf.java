package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_SEAF, 32 octets: the anchor key of a serving network (TS 33.501 clause A.6).
public record Kseaf(Secret octets) {
    public static final int OCTETS = 32;

    public Kseaf {
        KeyLength.require("K_SEAF", octets, OCTETS);
    }

    /// `KDF(K_AUSF, 6C, serving network name)`.
    public static Kseaf from(Kausf kausf, ServingNetworkName network) {
        return new Kseaf(Kdf.derive(kausf.octets(), Fc.KSEAF, network.encode()));
    }
}
