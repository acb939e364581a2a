package dev.bestow.link.http;

import dev.bestow.core.LogThrottle;
import dev.bestow.core.Ports;
import dev.bestow.link.accept.Acceptor;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.accept.HalfOpen;
import dev.bestow.link.tls.TlsIdentity;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// The northbound interface over HTTP/1.1 and TLS 1.3, with a client certificate demanded. Who calls is
/// what the certificate says: a request for another AS_ID than one of its DNS names is answered 403
/// before the handler sees it. A virtual thread per connection.
///
/// Not on Helidon: the version at hand applies no read timeout (it sets SO_TIMEOUT on a channel, which
/// has no such option), so whoever connects and is silent keeps one of the connections for ever.
public final class NorthboundServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NorthboundServer.class.getName());
    private static final int BACKLOG = 256;

    /// How late a deadline may strike.
    static final long SWEEP_MS = 250;

    private final ServerSocket listener;
    private final Acceptor<Socket> acceptor;
    private final SSLContext tls;
    private final RetrievalResource resource;
    private final NorthboundLimits limits;
    private final Ports ports;
    private final HalfOpen<Socket> halfOpen;
    private final LogThrottle refusals;
    private final LogThrottle crowds;

    /// By their sockets.
    private final Map<Socket, NorthboundConnection> connections = new ConcurrentHashMap<>();

    private volatile boolean closed;
    private final AtomicLong endedBadly = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();

    private NorthboundServer(
            ServerSocket listener,
            SSLContext tls,
            NorthboundHandler handler,
            NorthboundLimits limits,
            Ports ports) {
        this.listener = listener;
        this.acceptor =
                new Acceptor<>(
                        "northbound at " + listener.getLocalSocketAddress(),
                        listener::accept,
                        listener,
                        this::admit,
                        ports.timers());
        this.tls = tls;
        this.resource = new RetrievalResource(handler, ports.clock());
        this.limits = limits;
        this.ports = ports;
        this.halfOpen = new HalfOpen<>(limits.halfOpen());
        this.refusals = new LogThrottle(ports.clock());
        this.crowds = new LogThrottle(ports.clock());
    }

    /// Listens at `address`; port 0 takes a free one. `tls` holds the server's certificate and the
    /// authorities of its callers.
    ///
    /// @throws UncheckedIOException of [CannotListen] when the address is taken
    public static NorthboundServer start(
            InetSocketAddress address,
            SSLContext tls,
            NorthboundHandler handler,
            NorthboundLimits limits,
            Ports ports) {
        try {
            ServerSocket listener = listen(address);
            var server = new NorthboundServer(listener, tls, handler, limits, ports);
            server.acceptor.start();
            server.sweepLater();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listen(InetSocketAddress address) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        try {
            listener.bind(address, BACKLOG);
            return listener;
        } catch (IOException e) {
            listener.close();
            throw new CannotListen(CannotListen.Protocol.TCP, address, e);
        }
    }

    /// The port listened at.
    public int port() {
        return listener.getLocalPort();
    }

    /// Connections that ended in the middle of something: no trust, silence, noise, a reset.
    public long endedBadly() {
        return endedBadly.get();
    }

    /// Connections closed unserved because there were too many.
    public long turnedAway() {
        return turnedAway.get();
    }

    private void admit(Socket plain) {
        NorthboundConnection connection;
        try {
            connection = secured(plain);
        } catch (IOException e) {
            ended(e);
            close(plain);
            return;
        }
        connections.put(plain, connection);
        Socket givesWay = halfOpen.enter(plain.getInetAddress(), plain);
        if (givesWay != null) {
            turnAway(givesWay, "it was half open for longest");
        }
        Thread.ofVirtual().name("north").start(() -> serve(plain, connection));
    }

    private NorthboundConnection secured(Socket plain) throws IOException {
        plain.setTcpNoDelay(true);
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(new String[] {TlsIdentity.PROTOCOL});
        parameters.setNeedClientAuth(true);
        secured.setUseClientMode(false);
        secured.setSSLParameters(parameters);
        return new NorthboundConnection(secured, resource, limits, ports.clock());
    }

    private void ended(IOException e) {
        endedBadly.incrementAndGet();
        LOG.log(Level.DEBUG, () -> "connection ended: " + e);
    }

    private void turnAway(Socket plain, String why) {
        turnedAway.incrementAndGet();
        crowds.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "closed a connection of {0}: {1} ({2} since told last)",
                        plain.getRemoteSocketAddress(),
                        why,
                        Long.toString(times)));
        close(plain);
    }

    private void serve(Socket plain, NorthboundConnection connection) {
        try (plain) {
            handshake(plain, connection);
            if (connections.size() - halfOpen.count() > limits.maxConnections()) {
                turnAway(plain, "there are too many");
            } else {
                connection.serve();
            }
        } catch (IOException e) {
            ended(e);
        } finally {
            halfOpen.leave(plain.getInetAddress(), plain);
            connections.remove(plain);
        }
    }

    private void handshake(Socket plain, NorthboundConnection connection) throws IOException {
        try {
            connection.handshake();
        } catch (IOException e) {
            refusals.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "{0} is no application server with a certificate: {1} ({2} since told"
                                    + " last)",
                            plain.getRemoteSocketAddress(),
                            e.getMessage(),
                            Long.toString(times)));
            throw e;
        }
        halfOpen.leave(plain.getInetAddress(), plain);
    }

    private void sweepLater() {
        if (!closed) {
            ports.timers().after(SWEEP_MS, this::sweep);
        }
    }

    /// A time-out of the socket would be for each octet, and an octet now and then would hold the connection.
    private void sweep() {
        long nowNs = ports.clock().nowNs();
        connections.forEach((plain, connection) -> {
            if (connection.isOverdue(nowNs)) {
                close(plain);
            }
        });
        sweepLater();
    }

    /// Stops listening and ends every connection. The address is free afterwards.
    @Override
    public void close() {
        closed = true;
        close(acceptor);
        connections.keySet().forEach(NorthboundServer::close);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "closing: " + e);
        }
    }
}
