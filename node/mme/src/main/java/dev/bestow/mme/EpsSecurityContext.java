package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The keys of one AKA run at the MME, named by eKSI and RAND (TS 33.401 clause 7.2).
///
/// @param ks sent by the HSS with the vector, or null
/// @param startedAt when the UE was challenged; lifetimes count from here and nothing extends them
record EpsSecurityContext(Eksi eksi, Rand rand, Kasme kasme, @Nullable Ks ks, Instant startedAt) {
    /// Ks of the wanted root, or null when this run has none.
    @Nullable Ks ks(KeyRoot root) {
        return switch (root) {
            case CK_IK -> ks;
            case KASME -> Ks.from(kasme);
        };
    }
}
