package dev.bestow.link.http;

import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;
import dev.bestow.wire.north.RetrievalRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

/// A caller of the northbound interface: HTTP/1.1 over a few connections that are kept open, TLS 1.3
/// with our certificate, the server's checked against its host name. Blocks its caller, at most until
/// the deadline. Thread-safe.
public final class NorthboundClient implements AutoCloseable {
    /// More than two cores can feed, and each costs a handshake.
    public static final int MAX_CONNECTIONS = 16;

    /// Shorter than any server's patience we know, so that idle connections are ours to close.
    private static final long MAX_IDLE_NS = 20_000_000_000L;

    private static final int HTTPS_PORT = 443;
    private static final long NS_PER_MS = 1_000_000;

    private final SSLContext tls;
    private final Clock clock;
    private final String hostName;
    private final int port;
    private final String authority;
    private final String path;
    private final long deadlineMs;
    private final HttpTap tap;
    private final Semaphore connections = new Semaphore(MAX_CONNECTIONS, true);
    private final ArrayDeque<HttpsConnection> idle = new ArrayDeque<>();
    private boolean closed;

    /// @param apiRoot `https://host:port`, with a path before the API's own if a gateway has one
    /// @param tls our certificate, which names our AS_ID, and the operator's authority
    /// @param deadlineMs for a whole retrieval, waiting for a connection included
    public NorthboundClient(URI apiRoot, SSLContext tls, Clock clock, long deadlineMs) {
        this(apiRoot, tls, clock, deadlineMs, HttpTap.NONE);
    }

    /// As above, watched by `tap`.
    public NorthboundClient(
            URI apiRoot, SSLContext tls, Clock clock, long deadlineMs, HttpTap tap) {
        String host = apiRoot.getHost();
        if (!"https".equals(apiRoot.getScheme()) || host == null) {
            throw new InvalidValue(
                    "northbound", "is an address like https://scef.example.net:8443");
        }
        this.tls = tls;
        this.clock = clock;
        this.hostName = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        this.port = apiRoot.getPort() < 0 ? HTTPS_PORT : apiRoot.getPort();
        this.authority = host + ":" + port;
        String root = apiRoot.getRawPath();
        this.path =
                (root.endsWith("/") ? root.substring(0, root.length() - 1) : root)
                        + RetrievalRequest.PATH;
        this.deadlineMs = deadlineMs;
        this.tap = tap;
    }

    /// Asks for a key. Never throws for what a server or a network can do.
    public RetrievalOutcome retrieve(RetrievalRequest retrieval) {
        long deadlineNs = clock.nowNs() + deadlineMs * NS_PER_MS;
        try {
            if (!connections.tryAcquire(deadlineMs, TimeUnit.MILLISECONDS)) {
                return new RetrievalOutcome.Failed("all connections are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RetrievalOutcome.Failed("interrupted");
        }
        byte[] body = RetrievalJson.encode(retrieval);
        byte[] request = HttpsConnection.request(path, authority, body);
        tap.asked(body.length);
        try (HttpAnswer answer = exchange(request, deadlineNs)) {
            tap.answered(answer.status(), answer.body().length);
            return answer.outcome();
        } catch (IOException e) {
            return new RetrievalOutcome.Failed(Reason.of(e));
        } finally {
            connections.release();
        }
    }

    private HttpAnswer exchange(byte[] request, long deadlineNs) throws IOException {
        HttpsConnection kept = takeIdle();
        if (kept != null) {
            try {
                return exchange(kept, request, deadlineNs);
            } catch (IOException e) {
                // The server may have closed it while it was idle. Asking twice harms nothing.
                if (kept.answering()) {
                    throw e;
                }
            }
        }
        // Resolved anew each time: the operator may have moved.
        InetSocketAddress server = new InetSocketAddress(hostName, port);
        if (server.isUnresolved()) {
            throw new IOException("host " + hostName + " is unknown");
        }
        return exchange(HttpsConnection.open(tls, server, clock, deadlineNs), request, deadlineNs);
    }

    private HttpAnswer exchange(HttpsConnection connection, byte[] request, long deadlineNs)
            throws IOException {
        try {
            HttpAnswer answer = connection.exchange(request, deadlineNs);
            if (connection.reusable()) {
                keep(connection);
            } else {
                connection.close();
            }
            return answer;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /// The youngest idle connection, since the others should be left to age.
    private synchronized @Nullable HttpsConnection takeIdle() {
        long nowNs = clock.nowNs();
        while (!idle.isEmpty() && nowNs - idle.peekFirst().idleSinceNs() > MAX_IDLE_NS) {
            idle.removeFirst().close();
        }
        return idle.pollLast();
    }

    private synchronized void keep(HttpsConnection connection) {
        if (closed) {
            connection.close();
            return;
        }
        connection.idleSince(clock.nowNs());
        idle.addLast(connection);
    }

    /// Closes idle connections at once and the others after their answer.
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(HttpsConnection::close);
        idle.clear();
    }
}
