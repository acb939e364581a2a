package dev.bestow.session.ua;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.session.key.AsKeySource;
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
/// share one fetch. That a name has no key is kept for a moment only: the key may just have become current. A fetch
/// is paid from the [FetchBudget] of who asked. Thread-safe; [#find] may block in the key source.
final class KeyCache {
    /// More candidates than this are not tried: each costs a stranger's datagram one MAC.
    static final int MAX_CANDIDATES = 4;

    private static final int BUSY_RETRY_SECONDS = 1;
    private static final int UNAVAILABLE_RETRY_SECONDS = 5;
    private static final long NS_PER_MS = 1_000_000;

    /// How long a name without a key costs no further fetch.
    static final long REFUSED_MS = 2_000;

    private final AsKeySource source;
    private final Clock clock;
    private final int maxNames;
    private final int maxFetches;
    private final FetchBudget budget;
    private final Map<KeyName, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /// Names without a key, in the order in which they were asked for; guarded by itself.
    private final LinkedHashMap<KeyName, Refusal> refusals = new LinkedHashMap<>();

    private final ConcurrentHashMap<KeyName, CompletableFuture<Optional<Found.Refuse>>> fetching =
            new ConcurrentHashMap<>();

    KeyCache(AsKeySource source, Clock clock, UaPolicy policy, FetchBudget budget) {
        this.source = source;
        this.clock = clock;
        this.maxNames = policy.maxKeyNames();
        this.maxFetches = policy.fetches().atOnce();
        this.budget = budget;
    }

    private record Entry(List<CachedKey> keys, long fetchedAtNs) {}

    private record Refusal(Found.Refuse answer, long atNs) {}

    /// What a look-up came to.
    sealed interface Found {
        /// Copies of the keys, which the caller closes, and how old the knowledge is.
        record Keys(List<CachedKey> keys, long ageMs) implements Found {}

        record Refuse(RefusalCause cause, int retryAfterSeconds) implements Found {}
    }

    /// The keys of this name, not older than `maxAgeMs`, fetched when need be.
    ///
    /// @param asker the source that pays for a fetch
    Found find(KeyName name, long maxAgeMs, Octets asker) {
        Found cached = known(name, maxAgeMs);
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
            cached = known(name, maxAgeMs);
            if (cached != null) {
                ours.complete(
                        cached instanceof Found.Refuse refuse
                                ? Optional.of(refuse)
                                : Optional.empty());
                return cached;
            }
            Optional<Found.Refuse> refusal = fetch(name, asker);
            ours.complete(refusal);
            return afterFetch(name, maxAgeMs, refusal);
        } finally {
            // Followers must not wait for ever on a leader whose key source threw.
            ours.complete(Optional.of(unavailable()));
            fetching.remove(name, ours);
        }
    }

    private @Nullable Found known(KeyName name, long maxAgeMs) {
        Found keys = lend(name, maxAgeMs);
        return keys != null ? keys : refused(name);
    }

    private @Nullable Found refused(KeyName name) {
        synchronized (refusals) {
            Refusal refusal = refusals.get(name);
            return refusal == null || isOver(refusal) ? null : refusal.answer();
        }
    }

    private boolean isOver(Refusal refusal) {
        return clock.nowNs() - refusal.atNs() >= REFUSED_MS * NS_PER_MS;
    }

    /// The name has no key for us, or no longer.
    private Optional<Found.Refuse> keepRefused(KeyName name, RefusalCause cause) {
        Found.Refuse answer = new Found.Refuse(cause, 0);
        synchronized (entries) {
            discard(entries.remove(name));
        }
        synchronized (refusals) {
            refusals.putLast(name, new Refusal(answer, clock.nowNs()));
            while (refusals.size() > maxNames || isOver(refusals.firstEntry().getValue())) {
                refusals.pollFirstEntry();
            }
        }
        return Optional.of(answer);
    }

    private Found afterFetch(KeyName name, long maxAgeMs, Optional<Found.Refuse> refusal) {
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Found cached = lend(name, maxAgeMs);
        // Gone already only when more names are in use than the cache holds.
        return cached != null ? cached : busy();
    }

    private Optional<Found.Refuse> fetch(KeyName name, Octets asker) {
        if (fetching.size() > maxFetches || !budget.spend(asker)) {
            return Optional.of(busy());
        }
        return switch (source.fetch(name)) {
            case AsKeySource.Fetched.Keys keys -> keep(name, keys.candidates());
            case AsKeySource.Fetched.NotYet notYet ->
                    refuse(RefusalCause.NOT_YET, notYet.retryAfterSeconds());
            case AsKeySource.Fetched.NotAvailable _ ->
                    keepRefused(name, RefusalCause.KEY_NOT_AVAILABLE);
            case AsKeySource.Fetched.NotAuthorised _ ->
                    keepRefused(name, RefusalCause.AS_NOT_AUTHORISED);
            case AsKeySource.Fetched.RootMismatch _ -> refuse(RefusalCause.ROOT_MISMATCH, 0);
            case AsKeySource.Fetched.Unavailable _ -> Optional.of(unavailable());
        };
    }

    private Optional<Found.Refuse> keep(KeyName name, List<AsKeySource.Candidate> candidates) {
        Instant now = clock.now();
        List<CachedKey> keys = new ArrayList<>();
        for (AsKeySource.Candidate candidate : candidates) {
            if (keys.size() < MAX_CANDIDATES && candidate.expiry().isAfter(now)) {
                keys.add(CachedKey.taking(candidate, clock.nowNs()));
            } else {
                candidate.ksAs().octets().close();
            }
        }
        if (keys.isEmpty()) {
            return keepRefused(name, RefusalCause.KEY_NOT_AVAILABLE);
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
