package dev.bestow.session.ua;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Rand;
import dev.bestow.wire.ua.ApplicationResponse;
import dev.bestow.wire.ua.SessionMessage;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// The sessions of a server by their 20-bit id, bounded, in memory only. A key has one session: a new
/// one takes its place, so no device can crowd out the others. Beyond the cap the longest unused goes.
/// Thread-safe.
final class SessionTable {
    private static final int IDS = 1 << SessionMessage.SESSION_ID_BITS;

    private final Clock clock;
    private final Entropy entropy;
    private final int maxSessions;
    private final Map<Integer, ServerSession> byId = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Rand, Integer> byKey = new HashMap<>();

    SessionTable(Clock clock, Entropy entropy, int maxSessions) {
        this.clock = clock;
        this.entropy = entropy;
        this.maxSessions = maxSessions;
    }

    /// A session and the response that tells the UE of it.
    record Begun(ServerSession session, ApplicationResponse response) {}

    /// Finds a free id and keeps the session that `begin` makes under it. The response is sealed
    /// inside too, because afterwards another session may push this one out and wipe its keys.
    synchronized ApplicationResponse add(IntFunction<Begun> begin) {
        if (byId.size() >= maxSessions) {
            remove(byId.keySet().iterator().next());
        }
        // The cap leaves most ids free; walking on ends even with a generator that is stuck.
        int id = entropy.nextInt() >>> (Integer.SIZE - SessionMessage.SESSION_ID_BITS);
        while (byId.containsKey(id)) {
            id = (id + 1) % IDS;
        }
        Begun begun = begin.apply(id);
        Integer previous = byKey.put(begun.session().held().key(), id);
        if (previous != null) {
            discard(byId.remove(previous));
        }
        byId.put(id, begun.session());
        return begun.response();
    }

    /// The session with this id, unless its key has expired.
    synchronized @Nullable ServerSession find(int id) {
        ServerSession session = byId.get(id);
        if (session != null && !session.held().isValid(clock)) {
            remove(id);
            return null;
        }
        return session;
    }

    /// The session is over.
    synchronized void end(int id, ServerSession session) {
        if (byId.get(id) == session) {
            remove(id);
        }
    }

    private void remove(Integer id) {
        ServerSession session = byId.remove(id);
        if (session != null) {
            byKey.remove(session.held().key(), id);
        }
        discard(session);
    }

    private static void discard(@Nullable ServerSession session) {
        if (session != null) {
            session.close();
        }
    }

    synchronized int size() {
        return byId.size();
    }
}
