package dev.bestow.link.http;

import dev.bestow.core.Clock;

import org.eclipse.jetty.io.EndPoint;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/// One connection to a server, and until when its next step has to be done: the handshake, then the head of each
/// request, then its answer. Absolute, however often octets trickle in between. Thread-safe: the requests of HTTP/2 run
/// side by side.
final class Caller {
    private static final long NS_PER_MS = 1_000_000;

    private final EndPoint endPoint;
    private final InetSocketAddress address;
    private final NorthboundLimits limits;
    private final Clock clock;
    private final Set<Exchange> exchanges = new LinkedHashSet<>();
    private Set<String> names = Set.of();
    private String thumbprint = "";
    private boolean proven;
    private long idleSinceNs;

    /// A request that waits for its answer.
    final class Exchange {
        private final long sinceNs;

        private Exchange(long sinceNs) {
            this.sinceNs = sinceNs;
        }

        /// Answered, or not to be answered any more. Idempotent.
        void end() {
            answered(this);
        }
    }

    Caller(EndPoint endPoint, InetSocketAddress address, NorthboundLimits limits, Clock clock) {
        this.endPoint = endPoint;
        this.address = address;
        this.limits = limits;
        this.clock = clock;
        this.idleSinceNs = clock.nowNs();
    }

    InetSocketAddress address() {
        return address;
    }

    /// The handshake is done, and the certificate has these names and this SHA-256.
    synchronized void prove(Set<String> certificateNames, String certificateThumbprint) {
        names = certificateNames;
        thumbprint = certificateThumbprint;
        proven = true;
        idleSinceNs = clock.nowNs();
    }

    synchronized boolean isProven() {
        return proven;
    }

    synchronized Set<String> names() {
        return names;
    }

    /// SHA-256 of its certificate, base64url without padding; empty before the handshake is done.
    synchronized String thumbprint() {
        return thumbprint;
    }

    /// The head of a request is here.
    synchronized Exchange asks() {
        Exchange exchange = new Exchange(clock.nowNs());
        exchanges.add(exchange);
        return exchange;
    }

    private synchronized void answered(Exchange exchange) {
        exchanges.remove(exchange);
        idleSinceNs = clock.nowNs();
    }

    synchronized boolean isOverdue(long nowNs) {
        long sinceNs = exchanges.isEmpty() ? idleSinceNs : exchanges.iterator().next().sinceNs;
        int allowedMs = proven ? limits.readTimeoutMs() : limits.handshakeTimeoutMs();
        return nowNs - sinceNs > allowedMs * NS_PER_MS;
    }

    synchronized boolean isIdle() {
        return exchanges.isEmpty();
    }

    /// Ends the connection, whatever it waits for.
    void close() {
        endPoint.close();
    }
}
