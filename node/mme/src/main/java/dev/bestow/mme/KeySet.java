package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.Ks;
import dev.bestow.wire.s6a.SecurityPolicy;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// What a UE context keeps of one AKA run: enough to answer Key-Requests that name it, and no K_ASME.
/// So nothing that is kept, or comes back after a restart, can protect a NAS message.
///
/// @param keys a Ks of each root this MME answers for and has
/// @param startedAt when the UE was challenged; lifetimes count from here and nothing extends them
record KeySet(Eksi eksi, Rand rand, Map<KeyRoot, Ks> keys, Instant startedAt)
        implements AutoCloseable {
    KeySet {
        keys = Map.copyOf(keys);
    }

    /// The Ks of that root, or null when there is none.
    @Nullable Ks ks(KeyRoot root) {
        return keys.get(root);
    }

    /// From here on it answers nobody.
    Instant expiresAt(SecurityPolicy policy) {
        return startedAt.plusSeconds(policy.keyLifetimeSeconds());
    }

    /// The same with keys of its own.
    KeySet copy() {
        Map<KeyRoot, Ks> copies = new EnumMap<>(KeyRoot.class);
        keys.forEach((root, ks) -> copies.put(root, ks.copy()));
        return new KeySet(eksi, rand, copies, startedAt);
    }

    /// Wipes the keys.
    @Override
    public void close() {
        keys.values().forEach(Ks::close);
    }
}
