package dev.bestow.hse;

import dev.bestow.core.Octets;
import dev.bestow.core.TokenBucket;
import dev.bestow.link.accept.Source;
import dev.bestow.link.radius.AccountingSender;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The sessions one client told of, by gateway and Acct-Session-Id, and by address. Each step costs the same however
/// many there are; a restart costs a step for each session it ends. Not thread-safe.
final class ClientSessions {
    /// A UE has at most 11 bearers, and a few APNs may use the same addresses; the oldest is not found there any more.
    static final int MOST_AT_AN_ADDRESS = 16;

    final TokenBucket budget;

    private final long graceNs;

    /// The one without an event for longest first.
    private final LinkedHashMap<Key, Entry> sessions = new LinkedHashMap<>();

    /// Those of a gateway that have not ended, in the same order.
    private final Map<Octets, LinkedHashSet<Entry>> going = new HashMap<>();

    /// Those that have ended, the first to be forgotten first.
    private final LinkedHashSet<Entry> ending = new LinkedHashSet<>();

    private final Map<Source, LinkedHashSet<Entry>> byAddress = new HashMap<>();

    private record Key(Octets gateway, Octets sessionId) {}

    /// One session; a stop whose start never came has no connection.
    private static final class Entry {
        final Key key;
        @Nullable PdnConnection connection;
        @Nullable Instant at;
        boolean ended;
        @Nullable Instant endedAt;
        long endsAtNs;

        Entry(Key key) {
            this.key = key;
        }

        /// An event of `later` was overtaken by one that is known.
        boolean isAfter(@Nullable Instant later) {
            return at != null && later != null && later.isBefore(at);
        }

        /// Of a session that has ended, only what is known to be no older than its end says that it goes on.
        boolean isOver(@Nullable Instant later) {
            return ended && (endedAt == null || later == null || later.isBefore(endedAt));
        }

        void tookPlace(@Nullable Instant later) {
            at = later == null ? at : later;
        }
    }

    /// What an event came to.
    enum Outcome {
        /// A subscriber has a connection that was not known.
        NEW,
        /// Known.
        KNOWN,
        /// Nothing: overtaken.
        STALE
    }

    ClientSessions(TokenBucket budget, long graceNs) {
        this.budget = budget;
        this.graceNs = graceNs;
    }

    int size() {
        return sessions.size();
    }

    /// What is known of the session, for events that do not say it again.
    @Nullable PdnConnection connection(AccountingSender sender, Octets sessionId) {
        Entry entry = sessions.get(new Key(sender.gateway(), sessionId));
        return entry == null ? null : entry.connection;
    }

    /// The session is there.
    Outcome present(
            AccountingSender sender,
            Octets sessionId,
            PdnConnection connection,
            @Nullable Instant at) {
        Key key = new Key(sender.gateway(), sessionId);
        Entry entry = sessions.get(key);
        if (entry == null) {
            entry = new Entry(key);
        } else if (entry.isAfter(at) || entry.isOver(at)) {
            return Outcome.STALE;
        }
        PdnConnection before = entry.connection;
        forget(entry);
        entry.connection = connection;
        entry.ended = false;
        entry.tookPlace(at);
        sessions.put(key, entry);
        going.computeIfAbsent(key.gateway(), _ -> new LinkedHashSet<>()).add(entry);
        place(entry, connection);
        return before != null && before.sameUser(connection) ? Outcome.KNOWN : Outcome.NEW;
    }

    private void place(Entry entry, PdnConnection connection) {
        for (Source address : connection.addresses()) {
            LinkedHashSet<Entry> there =
                    byAddress.computeIfAbsent(address, _ -> new LinkedHashSet<>());
            there.removeIf(other -> gaveUp(other, connection));
            there.addLast(entry);
            if (there.size() > MOST_AT_AN_ADDRESS) {
                there.removeFirst();
            }
        }
    }

    /// An address of an access point that somebody else has now was given up, though nobody said so.
    private static boolean gaveUp(Entry other, PdnConnection now) {
        PdnConnection theirs = other.connection;
        return theirs != null
                && theirs.accessPoint().equals(now.accessPoint())
                && !theirs.imsi().equals(now.imsi());
    }

    /// The session has ended. One that is not known is kept as well: its start may come late.
    Outcome end(AccountingSender sender, Octets sessionId, @Nullable Instant at, long nowNs) {
        Key key = new Key(sender.gateway(), sessionId);
        Entry entry = sessions.computeIfAbsent(key, Entry::new);
        if (entry.isAfter(at)) {
            return Outcome.STALE;
        }
        if (!entry.ended) {
            leaveGateway(entry);
            end(entry, at, nowNs);
        }
        return Outcome.KNOWN;
    }

    private void end(Entry entry, @Nullable Instant at, long nowNs) {
        entry.ended = true;
        entry.endedAt = at;
        entry.endsAtNs = nowNs + graceNs;
        entry.tookPlace(at);
        ending.add(entry);
    }

    /// All sessions of a gateway have ended, but those that began after `at`.
    void endAll(AccountingSender sender, @Nullable Instant at, long nowNs) {
        LinkedHashSet<Entry> gone = going.get(sender.gateway());
        while (gone != null && !gone.isEmpty() && !gone.getFirst().isAfter(at)) {
            end(gone.removeFirst(), at, nowNs);
        }
        if (gone != null && gone.isEmpty()) {
            going.remove(sender.gateway());
        }
    }

    /// Forgets those whose grace is over.
    void sweep(long nowNs) {
        while (!ending.isEmpty() && nowNs - ending.getFirst().endsAtNs >= 0) {
            forget(ending.getFirst());
        }
    }

    /// One that has ended gives way first, then the one without an event for longest.
    void forgetOldest() {
        if (!ending.isEmpty()) {
            forget(ending.getFirst());
        } else if (!sessions.isEmpty()) {
            forget(sessions.firstEntry().getValue());
        }
    }

    private void forget(Entry entry) {
        sessions.remove(entry.key);
        ending.remove(entry);
        leaveGateway(entry);
        PdnConnection connection = entry.connection;
        Set<Source> addresses = connection == null ? Set.of() : connection.addresses();
        for (Source address : addresses) {
            LinkedHashSet<Entry> there = byAddress.get(address);
            if (there != null && there.remove(entry) && there.isEmpty()) {
                byAddress.remove(address);
            }
        }
    }

    private void leaveGateway(Entry entry) {
        LinkedHashSet<Entry> others = going.get(entry.key.gateway());
        if (others != null && others.remove(entry) && others.isEmpty()) {
            going.remove(entry.key.gateway());
        }
    }

    /// Who is reached at `address`, the last one told of first.
    List<PdnConnection> at(Source address, long nowNs) {
        return byAddress.getOrDefault(address, new LinkedHashSet<>()).reversed().stream()
                .filter(entry -> !entry.ended || nowNs - entry.endsAtNs < 0)
                .map(entry -> entry.connection)
                .toList();
    }
}
