package dev.bestow.keys;

import dev.bestow.core.Secret;

/// NH, the next hop, 32 octets: fresh key material for a handover, which the base station left behind
/// cannot compute (TS 33.401 clause A.4).
public record Nh(Secret octets) {
    public static final int OCTETS = 32;

    public Nh {
        KeyLength.require("NH", octets, OCTETS);
    }

    /// The first of a chain: `KDF(K_ASME, 12, K_eNB)`, the K_eNB of the initial set-up.
    public static Nh from(Kasme kasme, Kenb kenb) {
        return new Nh(Kdf.derive(kasme.octets(), Fc.NH, kenb.octets()));
    }

    /// The next of a chain: `KDF(K_ASME, 12, NH)`, the NH before.
    public static Nh from(Kasme kasme, Nh before) {
        return new Nh(Kdf.derive(kasme.octets(), Fc.NH, before.octets()));
    }
}
