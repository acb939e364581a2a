package dev.bestow.link.http;

import dev.bestow.core.LogThrottle;
import dev.bestow.core.Ports;
import dev.bestow.core.Reason;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.wire.north.NorthCause;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

/// HTTP/1.1 and HTTP/2 over TLS 1.3 at one address, on Jetty, with a client certificate demanded: what every interface
/// with resources has in common.
final class HttpsListener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpsListener.class.getName());
    private static final int BACKLOG = 256;

    /// Of a request line and its fields together; those of an application server have some 300.
    private static final int MAX_HEAD_OCTETS = 8_192;

    /// Requests side by side on one HTTP/2 connection.
    private static final int MAX_STREAMS = 64;

    /// Threads of the platform that parse and encrypt and never wait for a peer.
    private static final int MAX_THREADS = 32;

    private static final int MIN_THREADS = 4;

    /// How long requests under way may take when the listener closes.
    private static final long STOP_MS = 5_000;

    private final Server server;
    private final ServerConnector connector;
    private final Admission admission;
    private final ExecutorService threads;
    private final LogThrottle deafness;

    private HttpsListener(
            ServerSocketChannel listener,
            SSLContext tls,
            Router.Routes routes,
            NorthboundLimits limits,
            Ports ports)
            throws IOException {
        this.admission = new Admission(limits, ports);
        this.threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("north").factory());
        this.deafness = new LogThrottle(ports.clock());
        QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        pool.setName("north");
        pool.setDaemon(true);
        this.server = new Server(pool);
        this.connector = new Connector(factories(tls, limits));
        connector.addBean(admission);
        connector.setIdleTimeout(Math.max(limits.handshakeTimeoutMs(), limits.readTimeoutMs()));
        connector.setShutdownIdleTimeout(0);
        connector.open(listener);
        server.addConnector(connector);
        server.setHandler(
                new GracefulHandler(
                        new Router(routes, limits.maxBodyOctets(), admission, threads)));
        server.setErrorHandler(HttpsListener::refuse);
        server.setStopTimeout(STOP_MS);
    }

    /// @throws CannotListen when the address is taken
    static HttpsListener start(
            InetSocketAddress address,
            SSLContext tls,
            Router.Routes routes,
            NorthboundLimits limits,
            Ports ports)
            throws IOException {
        var listener = new HttpsListener(listen(address), tls, routes, limits, ports);
        try {
            listener.server.start();
            return listener;
        } catch (Exception e) {
            listener.close();
            throw new IllegalStateException("Jetty does not start", e);
        }
    }

    private static ServerSocketChannel listen(InetSocketAddress address) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(address, BACKLOG);
            return listener;
        } catch (IOException e) {
            listener.close();
            throw new CannotListen(CannotListen.Protocol.TCP, address, e);
        }
    }

    private static ConnectionFactory[] factories(SSLContext tls, NorthboundLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEAD_OCTETS);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(MAX_STREAMS);
        http2.setStreamIdleTimeout(limits.readTimeoutMs());
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        ALPNServerConnectionFactory alpn =
                new ALPNServerConnectionFactory(http2.getProtocol(), http1.getProtocol());
        alpn.setDefaultProtocol(http1.getProtocol());
        SslContextFactory.Server identity = new SslContextFactory.Server();
        identity.setSslContext(tls);
        identity.setIncludeProtocols(TlsIdentity.PROTOCOL);
        identity.setNeedClientAuth(true);
        SslConnectionFactory secured = new SslConnectionFactory(identity, alpn.getProtocol());
        // It would compare the Host of requests with our certificate, which a gateway's need not be
        // in.
        secured.setEnsureSecureRequestCustomizer(false);
        return new ConnectionFactory[] {secured, alpn, http2, http1};
    }

    /// Answers what Jetty itself refuses, in the words of the interface: its own page would quote the request.
    private static boolean refuse(Request request, Response response, Callback callback) {
        Answer answer =
                switch (response.getStatus()) {
                    case 500 -> Answer.problem(NorthCause.SYSTEM_FAILURE);
                    // We are about to stop.
                    case 503 -> Answer.problem(NorthCause.KEY_SOURCE_UNAVAILABLE, 1);
                    default -> Answer.problem(NorthCause.INVALID_MSG_FORMAT);
                };
        Router.send(answer, response, callback);
        return true;
    }

    int port() {
        return connector.getLocalPort();
    }

    Admission admission() {
        return admission;
    }

    /// Stops listening; requests under way are answered, for some seconds at most. The address is free afterwards.
    @Override
    public void close() {
        try {
            // Nobody is accepted from here on; waiting for the next request of the others would
            // take its time.
            connector.close();
            admission.closeIdle();
            server.stop();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, () -> "closing: " + e);
        }
        admission.close();
        threads.shutdown();
    }

    /// Jetty's, which says in our log when it cannot accept.
    private final class Connector extends ServerConnector {
        Connector(ConnectionFactory... factories) {
            super(server, null, null, null, 1, -1, factories);
        }

        @Override
        protected boolean handleAcceptFailure(Throwable failure) {
            boolean goesOn = super.handleAcceptFailure(failure);
            if (goesOn) {
                deafness.happened(times ->
                        HttpsListener.LOG.log(
                                Level.WARNING,
                                "northbound at port {0} cannot accept, and goes on trying: {1} ({2}"
                                        + " since told last)",
                                Integer.toString(getLocalPort()),
                                Reason.of(failure),
                                Long.toString(times)));
            }
            return goesOn;
        }
    }
}
