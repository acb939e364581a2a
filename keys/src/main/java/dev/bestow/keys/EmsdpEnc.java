package dev.bestow.keys;

import dev.bestow.core.Secret;

/// The ciphering key of EMSDP, 16 octets.
///
/// Deviation: TS 33.163 has the derivation in a part that was not at hand; this one is our profile
/// P0.
public record EmsdpEnc(Secret octets) implements CipheringKey {
    public static final int OCTETS = 16;

    public EmsdpEnc {
        KeyLength.require("EMSDP ciphering key", octets, OCTETS);
    }

    /// Between UE and HSE: the 16 low octets of `KDF(base, F1, 01, algorithm)`; `algorithm` is the
    /// EEA number, 0 to 7.
    public static EmsdpEnc from(EmsdpBase base, int algorithm) {
        return new EmsdpEnc(AlgorithmKey.emsdpCiphering(base.octets(), algorithm));
    }

    /// Between UE and EAS: the same with the key of that server as base.
    public static EmsdpEnc from(EasPsk easPsk, int algorithm) {
        return new EmsdpEnc(AlgorithmKey.emsdpCiphering(easPsk.octets(), algorithm));
    }
}
