package dev.bestow.link.http;

import dev.bestow.core.Clock;
import dev.bestow.core.Ports;
import dev.bestow.link.accept.Acceptor;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.tls.TlsIdentity;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
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

    private final ServerSocket listener;
    private final Acceptor<Socket> acceptor;
    private final SSLContext tls;
    private final RetrievalResource resource;
    private final NorthboundLimits limits;
    private final Clock clock;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
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
        this.clock = ports.clock();
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
        if (connections.size() >= limits.maxConnections()) {
            turnedAway.incrementAndGet();
            close(plain);
            return;
        }
        connections.add(plain);
        Thread.ofVirtual().name("north").start(() -> serve(plain));
    }

    private void serve(Socket plain) {
        try (plain) {
            plain.setTcpNoDelay(true);
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setProtocols(new String[] {TlsIdentity.PROTOCOL});
            parameters.setNeedClientAuth(true);
            secured.setUseClientMode(false);
            secured.setSSLParameters(parameters);
            new NorthboundConnection(secured, resource, limits, clock).serve();
        } catch (IOException e) {
            endedBadly.incrementAndGet();
            LOG.log(Level.DEBUG, () -> "connection ended: " + e);
        } finally {
            connections.remove(plain);
        }
    }

    /// Stops listening and ends every connection. The address is free afterwards.
    @Override
    public void close() {
        close(acceptor);
        connections.forEach(NorthboundServer::close);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "closing: " + e);
        }
    }
}
