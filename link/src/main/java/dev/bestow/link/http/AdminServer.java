package dev.bestow.link.http;

import dev.bestow.link.accept.CannotListen;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;

/// Tells how a node is, over HTTP/1.1 in clear, to whoever reaches its address; changes nothing.
///
/// | request | answer |
/// |---|---|
/// | `GET /metrics` | 200, Prometheus' text format |
/// | `GET /health/live` | 200 while the process answers |
/// | `GET /health/ready` | 200, or 503 with what is missing: `{"ready":false,"missing":["no hss connected: …"]}` |
/// | another path | 404 |
/// | another method | 405 |
///
/// Bounded: [#MAX_CONNECTIONS] at once, further ones wait to be accepted; one that says nothing for [#IDLE_MS],
/// or for a second when all are taken, is closed. One platform thread accepts and one waits for all of them, requests
/// run on virtual threads.
public final class AdminServer implements AutoCloseable {
    /// Two monitoring systems and an operator need fewer than ten.
    static final int MAX_CONNECTIONS = 64;

    static final int IDLE_MS = 30_000;

    /// Once every place is taken, so that the next one waits for no longer.
    private static final int CROWDED_IDLE_MS = 1_000;

    private static final Logger LOG = System.getLogger(AdminServer.class.getName());
    private static final int MAX_HEADER_OCTETS = 4_096;
    private static final int BACKLOG = 64;
    private static final int THREADS = 4;

    private final Server server;
    private final ServerConnector connector;

    private AdminServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /// Listens at `address`; port 0 takes a free one. Tells the log when others than this machine may reach it.
    ///
    /// @throws CannotListen when the address cannot be bound
    public static AdminServer start(InetSocketAddress address, AdminPages pages)
            throws IOException {
        return start(address, pages, IDLE_MS);
    }

    static AdminServer start(InetSocketAddress address, AdminPages pages, int idleMs)
            throws IOException {
        Server server = new Server(threads());
        // A thread of its own accepts: under a crowd, Jetty's selector that accepts by itself has
        // closed the listener when it was to pause.
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(idleMs);
        server.addConnector(connector);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
        limit.setEndPointIdleTimeout(Math.min(idleMs, CROWDED_IDLE_MS));
        server.addBean(limit);
        server.setHandler(new AdminHandler(pages));
        server.setErrorHandler(new PlainErrors());
        try {
            connector.open();
        } catch (IOException e) {
            // Jetty's own words repeat the address in place of the reason.
            IOException why = e.getCause() instanceof BindException bind ? bind : e;
            throw new CannotListen(CannotListen.Protocol.TCP, address, why);
        }
        try {
            server.start();
        } catch (Exception e) {
            connector.close();
            throw new IOException("the admin listener does not start: " + e.getMessage(), e);
        }
        if (!address.getAddress().isLoopbackAddress()) {
            LOG.log(
                    Level.WARNING,
                    "metrics and health are open to whoever reaches {0}:{1}",
                    address.getAddress().getHostAddress(),
                    Integer.toString(connector.getLocalPort()));
        }
        return new AdminServer(server, connector);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("admin");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        VirtualThreadPool requests = new VirtualThreadPool(MAX_CONNECTIONS);
        requests.setName("admin-request");
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MAX_HEADER_OCTETS);
        return http;
    }

    /// The port listened at.
    public int port() {
        return connector.getLocalPort();
    }

    /// Closes every connection.
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the admin listener does not stop cleanly", e);
        }
    }
}
