package dev.bestow.session.californium.dtls;

import dev.bestow.session.ua.AsApplication;
import dev.bestow.session.ua.Plaintext;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// An endpoint that takes reports of devices by CoAP over DTLS: `POST coaps://…/report`, a message of an application
/// in, its answer out (2.04). Whose device it is says the session's key, never the message. Each request has a virtual
/// thread, since the application may wait.
///
/// | request | answer |
/// |---|---|
/// | of a session whose key has ended or was withdrawn | 4.01, and the session ends |
/// | while too many are being handled | 5.03 |
/// | another method or resource | 4.05, 4.04 |
public final class DtlsServer implements AutoCloseable {
    /// Under the address of the endpoint.
    public static final String RESOURCE = "report";

    private static final int MAX_AT_ONCE = 4_096;

    private final LeafKeyConnector connector;
    private final CoapServer server;
    private final DtlsEvents events;
    private final AsApplication application;
    private final Semaphore room = new Semaphore(MAX_AT_ONCE);

    /// Listens from here on.
    ///
    /// @param cidOctets of its connection ids, see [LeafKeyConnector#configuration(int)]
    /// @throws IOException when it cannot
    public DtlsServer(
            InetSocketAddress listen,
            DtlsKeys keys,
            DtlsLimits limits,
            int cidOctets,
            AsApplication application)
            throws IOException {
        Configuration configuration = LeafKeyConnector.configuration(cidOctets);
        this.events = keys.events();
        this.application = application;
        this.connector = LeafKeyConnector.at(listen, configuration, keys, limits);
        this.server = new CoapServer(configuration);
        server.addEndpoint(
                CoapEndpoint.builder()
                        .setConfiguration(configuration)
                        .setConnector(connector)
                        .build());
        server.add(new Reports());
        try {
            server.start();
        } catch (IllegalStateException e) {
            server.destroy();
            throw new IOException("no DTLS on " + listen + ": is its port in use?", e);
        }
    }

    /// Where devices reach it.
    public InetSocketAddress address() {
        return connector.getAddress();
    }

    /// For gauges.
    public LeafKeyConnector connector() {
        return connector;
    }

    private final class Reports extends CoapResource {
        Reports() {
            super(RESOURCE);
        }

        @Override
        public void handlePOST(CoapExchange exchange) {
            if (!room.tryAcquire()) {
                exchange.respond(ResponseCode.SERVICE_UNAVAILABLE);
                return;
            }
            Thread.ofVirtual().name("dtls-report").start(() -> take(exchange));
        }
    }

    private void take(CoapExchange exchange) {
        try {
            Optional<DtlsPeer> peer =
                    connector.granted(
                            exchange.advanced().getRequest().getSourceContext().getPeerIdentity());
            if (peer.isEmpty()) {
                exchange.respond(ResponseCode.UNAUTHORIZED);
                return;
            }
            Plaintext downlink =
                    application.answer(
                            peer.get().name(),
                            peer.get().keyName(),
                            Plaintext.copyOf(exchange.getRequestPayload()));
            exchange.respond(
                    ResponseCode.CHANGED, downlink == null ? new byte[0] : downlink.toArray());
        } catch (RuntimeException e) {
            events.broke("a report", e);
            exchange.respond(ResponseCode.INTERNAL_SERVER_ERROR);
        } finally {
            room.release();
        }
    }

    /// Stops listening; its sessions end.
    @Override
    public void close() {
        server.destroy();
    }
}
