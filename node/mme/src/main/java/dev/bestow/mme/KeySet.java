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
/// @param startedAt when the UE was challenged; lifetimes count from here
/// @param lifeSeconds its lifetime as it was when a key of it was first given out; 0 while none was
record KeySet(Eksi eksi, Rand rand, Map<KeyRoot, Ks> keys, Instant startedAt, long lifeSeconds)
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
        return startedAt.plusSeconds(atMost(policy));
    }

    /// The same keys once one was given out. A policy that changes later may end them sooner and extends nothing: an
    /// endpoint keeps what it needs against replays until the expiry that it was told first.
    KeySet givenUnder(SecurityPolicy policy) {
        return new KeySet(eksi, rand, keys, startedAt, atMost(policy));
    }

    private long atMost(SecurityPolicy policy) {
        long seconds = policy.keyLifetimeSeconds();
        return lifeSeconds == 0 ? seconds : Math.min(lifeSeconds, seconds);
    }

    /// The same with keys of its own.
    KeySet copy() {
        Map<KeyRoot, Ks> copies = new EnumMap<>(KeyRoot.class);
        keys.forEach((root, ks) -> copies.put(root, ks.copy()));
        return new KeySet(eksi, rand, copies, startedAt, lifeSeconds);
    }

    /// Wipes the keys.
    @Override
    public void close() {
        keys.values().forEach(Ks::close);
    }
}
