package dev.bestow.session.esp;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// The sessions of an endpoint by the SPI that it receives at, bounded, in memory only. A key has one session: a
/// new one
/// takes its place, so no device can crowd out the others. Beyond the cap the longest unused goes. Thread-safe.
final class EspSessionTable {
    private final Clock clock;
    private final Entropy entropy;
    private final int maxSessions;
    private final Map<Integer, EspServerSession> bySpi = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Rand, Integer> byKey = new HashMap<>();

    EspSessionTable(Clock clock, Entropy entropy, int maxSessions) {
        this.clock = clock;
        this.entropy = entropy;
        this.maxSessions = maxSessions;
    }

    /// Finds a free SPI and keeps the session that `begin` makes under it.
    synchronized EspServerSession add(Rand key, IntFunction<EspServerSession> begin) {
        if (bySpi.size() >= maxSessions) {
            remove(bySpi.keySet().iterator().next());
        }
        // The cap leaves most SPIs free; walking on ends even with a generator that is stuck.
        int spi = UdpEncapsulation.freshSpi(entropy);
        while (bySpi.containsKey(spi) || !UdpEncapsulation.isSpi(spi)) {
            spi++;
        }
        EspServerSession session = begin.apply(spi);
        Integer previous = byKey.put(key, spi);
        if (previous != null) {
            discard(bySpi.remove(previous));
        }
        bySpi.put(spi, session);
        return session;
    }

    /// The session with this SPI, unless its key has expired or its numbers have ended.
    synchronized @Nullable EspServerSession find(int spi) {
        EspServerSession session = bySpi.get(spi);
        if (session != null && (!session.held().isValid(clock) || session.isOver())) {
            remove(spi);
            return null;
        }
        return session;
    }

    /// The session of this key that this opening began, if nothing was received in it yet.
    synchronized @Nullable EspServerSession unused(Rand key, Octets opening) {
        Integer spi = byKey.get(key);
        EspServerSession session = spi == null ? null : find(spi);
        return session != null && session.isUnusedOf(opening) ? session : null;
    }

    /// The session is over.
    synchronized void end(int spi, EspServerSession session) {
        if (bySpi.get(spi) == session) {
            remove(spi);
        }
    }

    private void remove(Integer spi) {
        EspServerSession session = bySpi.remove(spi);
        if (session != null) {
            byKey.remove(session.held().key(), spi);
        }
        discard(session);
    }

    private static void discard(@Nullable EspServerSession session) {
        if (session != null) {
            session.close();
        }
    }

    /// Ends all.
    synchronized void clear() {
        bySpi.values().forEach(EspServerSession::close);
        bySpi.clear();
        byKey.clear();
    }

    synchronized int size() {
        return bySpi.size();
    }
}
