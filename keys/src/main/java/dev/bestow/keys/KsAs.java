package dev.bestow.keys;

import dev.bestow.core.AsId;
import dev.bestow.core.Secret;

/// Ks_AS, 32 octets: the leaf key of one UE and one application server, the only one that leaves the
/// operator.
public record KsAs(Secret octets) implements LeafKey {
    public static final int OCTETS = 32;

    public KsAs {
        KeyLength.require("Ks_AS", octets, OCTETS);
    }

    /// `KDF(Ks, F6, AS_ID)`.
    public static KsAs from(Ks ks, AsId asId) {
        return new KsAs(Kdf.derive(ks.octets(), Fc.KS_AS, Kdf.text(asId.fqdn())));
    }

    @Override
    public LeafKind leafKind() {
        return LeafKind.KS_AS;
    }

    @Override
    public KsAs copy() {
        return new KsAs(octets.copy());
    }
}
