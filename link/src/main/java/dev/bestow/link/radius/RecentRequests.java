package dev.bestow.link.radius;

import dev.bestow.core.Clock;
import dev.bestow.core.Octets;
import dev.bestow.wire.radius.AccountingRequest;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// The requests of one client within [#KEPT_NS], to know a retransmission by its source, identifier and authenticator
/// (RFC 5080 clause 2.2.2). The oldest gives way; one that is forgotten too early is told twice, which does no harm.
/// Responses are made again instead of kept. Not thread-safe.
final class RecentRequests {
    /// Gateways repeat a request for some 15 s.
    static final long KEPT_NS = 30_000_000_000L;

    /// Half a thousand a second.
    static final int MOST = 16_384;

    private final Clock clock;
    private final LinkedHashMap<Key, Long> takenAtNs = new LinkedHashMap<>();

    private record Key(InetSocketAddress from, int identifier, Octets authenticator) {}

    RecentRequests(Clock clock) {
        this.clock = clock;
    }

    /// Whether it was not there yet.
    boolean add(InetSocketAddress from, AccountingRequest request) {
        long nowNs = clock.nowNs();
        while (!takenAtNs.isEmpty() && isOver(takenAtNs.firstEntry(), nowNs)) {
            takenAtNs.pollFirstEntry();
        }
        Key key = new Key(from, request.identifier(), request.authenticator());
        if (takenAtNs.putIfAbsent(key, nowNs) != null) {
            return false;
        }
        if (takenAtNs.size() > MOST) {
            takenAtNs.pollFirstEntry();
        }
        return true;
    }

    private static boolean isOver(Map.Entry<Key, Long> entry, long nowNs) {
        return nowNs - entry.getValue() >= KEPT_NS;
    }

    int size() {
        return takenAtNs.size();
    }
}
