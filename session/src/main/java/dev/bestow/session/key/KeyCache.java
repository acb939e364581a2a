package dev.bestow.session.key;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Fetched keys by name, bounded, in memory only. Requests of one source that miss the same name at the same time
/// share one fetch. That a name has no key is kept for a moment only: the key may just have become current; and for
/// the source that asked, since another may be answered otherwise. A fetch is paid from the budget of who asked
/// ([FetchLimits]). The protections of one application server share it, so it holds Ks_AS and nothing they derive.
/// Thread-safe; [#find] may block in the key source.
public final class KeyCache {
    /// Names that are enough for a fleet of some ten thousand.
    public static final int STANDARD_NAMES = 16_384;

    /// How long a name without a key costs no further fetch.
    public static final long REFUSED_MS = 2_000;

    private static final long NS_PER_MS = 1_000_000;

    private final AsKeySource source;
    private final Clock clock;
    private final int maxNames;
    private final int maxFetches;
    private final FetchBudget budget;
    private final Map<Wanted, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /// Names without a key, in the order in which they were asked for; guarded by itself.
    private final LinkedHashMap<Question, Refusal> refusals = new LinkedHashMap<>();

    private final ConcurrentHashMap<Question, CompletableFuture<Optional<Found.Nothing>>> fetching =
            new ConcurrentHashMap<>();

    /// @param maxNames names held in memory, the longest unused given up first
    public KeyCache(AsKeySource source, Clock clock, int maxNames, FetchLimits limits) {
        this.source = source;
        this.clock = clock;
        this.maxNames = maxNames;
        this.maxFetches = limits.atOnce();
        this.budget = new FetchBudget(limits, clock);
    }

    private record Entry(List<CachedKey> keys, long fetchedAtNs) {}

    /// Whose key of which name; of null's, everybody's.
    private record Wanted(KeyName name, @Nullable ApplicationIdentity user) {}

    private record Question(Wanted wanted, Octets asker) {}

    private record Refusal(Found.Nothing answer, long atNs) {}

    /// What a look-up came to. Whoever asked closes it, and with it the keys in it.
    public sealed interface Found extends AutoCloseable {
        /// Copies of the keys of this name, at least one, and how old the knowledge is.
        record Keys(List<CachedKey> keys, long ageMs) implements Found {
            public Keys {
                keys = List.copyOf(keys);
            }

            @Override
            public void close() {
                keys.forEach(CachedKey::close);
            }
        }

        /// Why there is no key.
        sealed interface Nothing extends Found {
            @Override
            default void close() {}
        }

        /// The key is there and not current yet.
        record NotYet(int retryAfterSeconds) implements Nothing {}

        /// No key of this name, or no longer.
        record NotAvailable() implements Nothing {}

        /// This application server may not have it.
        record NotAuthorised() implements Nothing {}

        /// The operator keeps this subscriber's keys under another root.
        record RootMismatch() implements Nothing {}

        /// The key server did not answer, or not in time.
        record Unavailable() implements Nothing {}

        /// Not asked for: too many fetches are under way, or the asker has wasted too many.
        record Busy() implements Nothing {}

        @Override
        void close();
    }

    /// The keys of this name, not older than `maxAgeMs`, fetched when need be.
    ///
    /// @param asker whom to hold to account: the source that pays for a fetch
    public Found find(KeyName name, long maxAgeMs, Octets asker) {
        return find(name, null, maxAgeMs, asker);
    }

    /// As above, of the keys of this user if the message names one. Where the operator knows no identities of
    /// applications, those of others are among them: the asker compares with the grant.
    public Found find(
            KeyName name, @Nullable ApplicationIdentity user, long maxAgeMs, Octets asker) {
        var question = new Question(new Wanted(name, user), asker);
        Found cached = known(question, maxAgeMs);
        if (cached != null) {
            return cached;
        }
        CompletableFuture<Optional<Found.Nothing>> ours = new CompletableFuture<>();
        CompletableFuture<Optional<Found.Nothing>> theirs = fetching.putIfAbsent(question, ours);
        if (theirs != null) {
            return afterFetch(question.wanted(), maxAgeMs, theirs.join());
        }
        try {
            // The previous leader may have finished between our miss and our turn.
            cached = known(question, maxAgeMs);
            if (cached != null) {
                ours.complete(
                        cached instanceof Found.Nothing nothing
                                ? Optional.of(nothing)
                                : Optional.empty());
                return cached;
            }
            Optional<Found.Nothing> nothing = fetch(question);
            ours.complete(nothing);
            return afterFetch(question.wanted(), maxAgeMs, nothing);
        } finally {
            // Followers must not wait for ever on a leader whose key source threw.
            ours.complete(Optional.of(new Found.Unavailable()));
            fetching.remove(question, ours);
        }
    }

    /// A key verified what this asker sent: what a fetch cost it is given back.
    public void giveBack(Octets asker) {
        budget.giveBack(asker);
    }

    private @Nullable Found known(Question question, long maxAgeMs) {
        Found keys = lend(question.wanted(), maxAgeMs);
        return keys != null ? keys : refused(question);
    }

    private @Nullable Found refused(Question question) {
        synchronized (refusals) {
            Refusal refusal = refusals.get(question);
            return refusal == null || isOver(refusal) ? null : refusal.answer();
        }
    }

    private boolean isOver(Refusal refusal) {
        return clock.nowNs() - refusal.atNs() >= REFUSED_MS * NS_PER_MS;
    }

    /// The name has no key for us, or no longer.
    private Optional<Found.Nothing> keepRefused(Question question, Found.Nothing answer) {
        synchronized (entries) {
            discard(entries.remove(question.wanted()));
        }
        synchronized (refusals) {
            refusals.putLast(question, new Refusal(answer, clock.nowNs()));
            while (refusals.size() > maxNames || isOver(refusals.firstEntry().getValue())) {
                refusals.pollFirstEntry();
            }
        }
        return Optional.of(answer);
    }

    private Found afterFetch(Wanted wanted, long maxAgeMs, Optional<Found.Nothing> nothing) {
        if (nothing.isPresent()) {
            return nothing.get();
        }
        Found cached = lend(wanted, maxAgeMs);
        // Gone already only when more names are in use than the cache holds.
        return cached != null ? cached : new Found.Busy();
    }

    private Optional<Found.Nothing> fetch(Question question) {
        if (fetching.size() > maxFetches || !budget.spend(question.asker())) {
            return Optional.of(new Found.Busy());
        }
        return switch (fetched(question)) {
            case RetrievalAnswer.Keys(List<RetrievedKey> keys) -> keep(question, keys);
            case RetrievalAnswer.NotYet(int retryAfterSeconds) ->
                    Optional.of(new Found.NotYet(retryAfterSeconds));
            case RetrievalAnswer.NotAvailable _ -> keepRefused(question, new Found.NotAvailable());
            case RetrievalAnswer.NotAuthorised _ ->
                    keepRefused(question, new Found.NotAuthorised());
            case RetrievalAnswer.RootMismatch _ -> Optional.of(new Found.RootMismatch());
            case RetrievalAnswer.TooMany _, RetrievalAnswer.SourceUnavailable _ ->
                    Optional.of(new Found.Unavailable());
        };
    }

    private RetrievalAnswer fetched(Question question) {
        Wanted wanted = question.wanted();
        return wanted.user() == null
                ? source.fetch(wanted.name(), question.asker())
                : source.fetch(wanted.name(), wanted.user(), question.asker());
    }

    private Optional<Found.Nothing> keep(Question question, List<RetrievedKey> fetched) {
        Instant now = clock.now();
        long nowNs = clock.nowNs();
        List<CachedKey> keys = new ArrayList<>();
        for (RetrievedKey key : fetched) {
            if (key.expiry().isAfter(now)) {
                keys.add(CachedKey.taking(key, nowNs));
            } else {
                key.close();
            }
        }
        if (keys.isEmpty()) {
            return keepRefused(question, new Found.NotAvailable());
        }
        synchronized (entries) {
            discard(entries.put(question.wanted(), new Entry(keys, nowNs)));
            if (entries.size() > maxNames) {
                discard(entries.remove(entries.keySet().iterator().next()));
            }
        }
        return Optional.empty();
    }

    private @Nullable Found lend(Wanted wanted, long maxAgeMs) {
        Instant now = clock.now();
        synchronized (entries) {
            Entry entry = entries.get(wanted);
            if (entry == null) {
                return null;
            }
            long ageMs = (clock.nowNs() - entry.fetchedAtNs()) / NS_PER_MS;
            if (ageMs > maxAgeMs) {
                return null;
            }
            List<CachedKey> copies = new ArrayList<>();
            for (CachedKey key : entry.keys()) {
                if (key.grant().expiry().isAfter(now)) {
                    copies.add(key.copy());
                }
            }
            if (copies.isEmpty()) {
                discard(entries.remove(wanted));
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
}
