package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;
import dev.bestow.keys.solution.Solution;
import dev.bestow.wire.s6a.EutranVector;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// The keys of one AKA run at the MME, named by eKSI and RAND (TS 33.401 clause 7.2).
///
/// @param ks sent by the HSS with the vector, or null
/// @param startedAt when the UE was challenged; lifetimes count from here and nothing extends them
record EpsSecurityContext(Eksi eksi, Rand rand, Kasme kasme, @Nullable Ks ks, Instant startedAt)
        implements AutoCloseable {
    /// Of the run that begins with this vector.
    static EpsSecurityContext of(Eksi eksi, EutranVector vector, Instant startedAt) {
        return new EpsSecurityContext(eksi, vector.rand(), vector.kasme(), vector.ks(), startedAt);
    }

    /// What a UE context keeps of it while these rows run, with keys of its own.
    KeySet keySet(Set<Solution> rows) {
        Map<KeyRoot, Ks> kept = new EnumMap<>(KeyRoot.class);
        for (Solution row : rows) {
            if (row.inVector() && ks != null) {
                kept.put(row.root(), ks.copy());
            } else if (row.keptByMme() && row.root() == KeyRoot.KASME) {
                kept.put(row.root(), Ks.from(kasme));
            }
        }
        return new KeySet(eksi, rand, kept, startedAt, 0);
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
