package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.Rand;
import dev.bestow.keys.Ks;
import dev.bestow.wire.s6a.SecurityPolicy;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What a UE context keeps of one AKA run: enough to answer Key-Requests that name it, and no K_ASME.
/// So nothing that is kept, or comes back after a restart, can protect a NAS message.
///
/// @param ks of the root this MME answers for, or null when it has none
/// @param startedAt when the UE was challenged; lifetimes count from here and nothing extends them
record KeySet(Eksi eksi, Rand rand, @Nullable Ks ks, Instant startedAt) implements AutoCloseable {
    /// From here on it answers nobody.
    Instant expiresAt(SecurityPolicy policy) {
        return startedAt.plusSeconds(policy.keyLifetimeSeconds());
    }

    /// The same with a key of its own.
    KeySet copy() {
        return new KeySet(eksi, rand, ks == null ? null : new Ks(ks.octets().copy()), startedAt);
    }

    /// Wipes the key.
    @Override
    public void close() {
        if (ks != null) {
            ks.octets().close();
        }
    }
}
