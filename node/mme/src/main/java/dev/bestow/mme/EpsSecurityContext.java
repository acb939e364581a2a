package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.Rand;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.KeyProfile;
import dev.bestow.keys.Ks;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The keys of one AKA run at the MME, named by eKSI and RAND (TS 33.401 clause 7.2).
///
/// @param ks sent by the HSS with the vector, or null
/// @param startedAt when the UE was challenged; lifetimes count from here and nothing extends them
record EpsSecurityContext(Eksi eksi, Rand rand, Kasme kasme, @Nullable Ks ks, Instant startedAt)
        implements AutoCloseable {
    /// What a UE context keeps of it under `profile`, with a key of its own.
    KeySet keySet(KeyProfile profile) {
        Ks served =
                switch (profile.delivery()) {
                    case IN_VECTOR -> ks == null ? null : new Ks(ks.octets().copy());
                    case DERIVED_BY_MME -> Ks.from(kasme);
                    case PUSHED_TO_SCEF -> null;
                };
        return new KeySet(eksi, rand, served, startedAt);
    }

    /// Wipes both keys.
    @Override
    public void close() {
        kasme.octets().close();
        if (ks != null) {
            ks.octets().close();
        }
    }
}
