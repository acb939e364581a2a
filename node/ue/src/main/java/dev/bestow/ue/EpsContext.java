package dev.bestow.ue;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;

/// The key set of one AKA run in the ME, with what was derived while CK||IK was in hand.
///
/// @param ksOfCkIk Ks of the root CK||IK, derived at AUTHENTICATE time; CK||IK itself is gone
/// @param ksPushed Ks of the root CK||IK as pushed, likewise
record EpsContext(Eksi eksi, Rand rand, Kasme kasme, Ks ksOfCkIk, Ks ksPushed)
        implements AutoCloseable {
    /// Ks_AS for one application server, from the root it is provisioned with.
    KsAs ksAs(AsId asId, KeyRoot root) {
        return switch (root) {
            case CK_IK -> KsAs.from(ksOfCkIk, asId);
            case CK_IK_PUSHED -> KsAs.from(ksPushed, asId);
            case KASME -> {
                Ks ks = Ks.from(kasme);
                try (var _ = ks.octets()) {
                    yield KsAs.from(ks, asId);
                }
            }
        };
    }

    /// Wipes the keys.
    @Override
    public void close() {
        kasme.octets().close();
        ksOfCkIk.octets().close();
        ksPushed.octets().close();
    }
}
