package dev.bestow.keys;

import dev.bestow.core.Secret;

/// Ks_AS_int, 32 octets: authenticates Application Requests.
public record KsAsInt(Secret octets) {
    public static final int OCTETS = 32;

    public KsAsInt {
        KeyLength.require("Ks_AS_int", octets, OCTETS);
    }

    /// `KDF(Ks_AS, F7, "int")`, and the same below a leaf key of another kind.
    public static KsAsInt from(LeafKey leaf) {
        return new KsAsInt(Kdf.derive(leaf.octets(), Fc.KS_AS_USE, Kdf.text("int")));
    }
}
