package dev.bestow.keys;

import dev.bestow.core.Secret;

/// Ks_AS_enc, 32 octets. Despite its name it enciphers nothing: it is KDF input for [KApp] only.
public record KsAsEnc(Secret octets) {
    public static final int OCTETS = 32;

    public KsAsEnc {
        KeyLength.require("Ks_AS_enc", octets, OCTETS);
    }

    /// `KDF(Ks_AS, F7, "enc")`, and the same below a leaf key of another kind.
    public static KsAsEnc from(LeafKey leaf) {
        return new KsAsEnc(Kdf.derive(leaf.octets(), Fc.KS_AS_USE, Kdf.text("enc")));
    }
}
