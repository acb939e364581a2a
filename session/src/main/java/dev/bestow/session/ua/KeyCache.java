package dev.bestow.session.ua;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Fetched keys by name, bounded, in memory only. Requests that miss the same name at the same time
/// share one fetch. Refusals are never kept: the key of a name that was unknown a moment ago may just
/// have become current. Thread-safe; [#find] may block in the key source.
final class KeyCache {
    /// More candidates than this are not tried: each costs a stranger's datagram one MAC.
    static final int MAX_CANDIDATES = 4;

    private static final int BUSY_RETRY_SECONDS = 1;
    private static final int UNAVAILABLE_RETRY_SECONDS = 5;
    private static final long NS_PER_MS = 1_000_000;

    private final AsKeySource source;
    private final Clock clock;
    private final int maxNames;
    private final int maxFetches;
    private final Map<KeyName, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final ConcurrentHashMap<KeyName, CompletableFuture<Optional<Found.Refuse>>> fetching =
            new ConcurrentHashMap<>();

    KeyCache(AsKeySource source, Clock clock, int maxNames, int maxFetches) {
        this.source = source;
        this.clock = clock;
        this.maxNames = maxNames;
        this.maxFetches = maxFetches;
    }

    private record Entry(List<CachedKey> keys, long fetchedAtNs) {}

    /// What a look-up came to.
    sealed interface Found {
        /// Copies of the keys, which the caller closes, and how old the knowledge is.
        record Keys(List<CachedKey> keys, long ageMs) implements Found {}

        record Refuse(RefusalCause cause, int retryAfterSeconds) implements Found {}
    }

    /// The keys of this name, not older than `maxAgeMs`, fetched when need be.
    Found find(KeyName name, long maxAgeMs) {
        Found cached = lend(name, maxAgeMs);
        if (cached != null) {
            return cached;
        }
        CompletableFuture<Optional<Found.Refuse>> ours = new CompletableFuture<>();
        CompletableFuture<Optional<Found.Refuse>> theirs = fetching.putIfAbsent(name, ours);
        if (theirs != null) {
            return afterFetch(name, maxAgeMs, theirs.join());
        }
        try {
            // The previous leader may have finished between our miss and our turn.
            cached = lend(name, maxAgeMs);
            if (cached != null) {
                ours.complete(Optional.empty());
                return cached;
            }
            Optional<Found.Refuse> refusal = fetch(name);
            ours.complete(refusal);
            return afterFetch(name, maxAgeMs, refusal);
        } finally {
            // Followers must not wait for ever on a leader whose key source threw.
            ours.complete(Optional.of(unavailable()));
            fetching.remove(name, ours);
        }
    }

    private Found afterFetch(KeyName name, long maxAgeMs, Optional<Found.Refuse> refusal) {
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Found cached = lend(name, maxAgeMs);
        // Gone already only when more names are in use than the cache holds.
        return cached != null ? cached : busy();
    }

    private Optional<Found.Refuse> fetch(KeyName name) {
        if (fetching.size() > maxFetches) {
            return Optional.of(busy());
        }
        return switch (source.fetch(name)) {
            case AsKeySource.Fetched.Keys keys -> keep(name, keys.candidates());
            case AsKeySource.Fetched.NotYet notYet ->
                    refuse(RefusalCause.NOT_YET, notYet.retryAfterSeconds());
            case AsKeySource.Fetched.NotAvailable _ -> refuse(RefusalCause.KEY_NOT_AVAILABLE, 0);
            case AsKeySource.Fetched.NotAuthorised _ -> refuse(RefusalCause.AS_NOT_AUTHORISED, 0);
            case AsKeySource.Fetched.RootMismatch _ -> refuse(RefusalCause.ROOT_MISMATCH, 0);
            case AsKeySource.Fetched.Unavailable _ -> Optional.of(unavailable());
        };
    }

    private Optional<Found.Refuse> keep(KeyName name, List<AsKeySource.Candidate> candidates) {
        Instant now = clock.now();
        List<CachedKey> keys = new ArrayList<>();
        for (AsKeySource.Candidate candidate : candidates) {
            if (keys.size() < MAX_CANDIDATES && candidate.expiry().isAfter(now)) {
                keys.add(CachedKey.taking(candidate));
            } else {
                candidate.ksAs().octets().close();
            }
        }
        if (keys.isEmpty()) {
            return refuse(RefusalCause.KEY_NOT_AVAILABLE, 0);
        }
        synchronized (entries) {
            discard(entries.put(name, new Entry(keys, clock.nowNs())));
            if (entries.size() > maxNames) {
                discard(entries.remove(entries.keySet().iterator().next()));
            }
        }
        return Optional.empty();
    }

    private @Nullable Found lend(KeyName name, long maxAgeMs) {
        Instant now = clock.now();
        synchronized (entries) {
            Entry entry = entries.get(name);
            if (entry == null) {
                return null;
            }
            long ageMs = (clock.nowNs() - entry.fetchedAtNs()) / NS_PER_MS;
            if (ageMs > maxAgeMs) {
                return null;
            }
            List<CachedKey> copies = new ArrayList<>();
            for (CachedKey key : entry.keys()) {
                if (key.expiry().isAfter(now)) {
                    copies.add(key.copy());
                }
            }
            if (copies.isEmpty()) {
                discard(entries.remove(name));
                return null;
            }
            return new Found.Keys(copies, ageMs);
        }
    }

    private static void discard(@Nullable Entry entry) {
        if (entry != null) {
            entry.keys().forEach(CachedKey::close);
        }
    }

    private static Found.Refuse busy() {
        return new Found.Refuse(RefusalCause.BUSY, BUSY_RETRY_SECONDS);
    }

    private static Found.Refuse unavailable() {
        return new Found.Refuse(RefusalCause.KEY_SERVER_UNAVAILABLE, UNAVAILABLE_RETRY_SECONDS);
    }

    private static Optional<Found.Refuse> refuse(RefusalCause cause, int retryAfterSeconds) {
        return Optional.of(new Found.Refuse(cause, retryAfterSeconds));
    }
}
