package dev.bestow.keys;

import dev.bestow.core.Secret;

/// The integrity key of EMSDP, 16 octets.
///
/// Deviation: TS 33.163 has the derivation in a part that was not at hand; this one is our profile
/// P0.
public record EmsdpInt(Secret octets) implements IntegrityKey {
    public static final int OCTETS = 16;

    public EmsdpInt {
        KeyLength.require("EMSDP integrity key", octets, OCTETS);
    }

    /// Between UE and HSE: the 16 low octets of `KDF(base, F1, 02, algorithm)`; `algorithm` is the
    /// EIA number, 1 to 7.
    public static EmsdpInt from(EmsdpBase base, int algorithm) {
        return new EmsdpInt(AlgorithmKey.emsdpIntegrity(base.octets(), algorithm));
    }

    /// Between UE and EAS: the same with the key of that server as base.
    public static EmsdpInt from(EasPsk easPsk, int algorithm) {
        return new EmsdpInt(AlgorithmKey.emsdpIntegrity(easPsk.octets(), algorithm));
    }
}
