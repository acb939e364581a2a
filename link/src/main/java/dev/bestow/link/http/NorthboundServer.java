package dev.bestow.link.http;

import dev.bestow.core.Clock;
import dev.bestow.core.Ports;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationRequest;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;

import javax.net.ssl.SSLContext;

/// The northbound interface over HTTP/1.1 or HTTP/2 and TLS 1.3, with a client certificate demanded. Who calls is
/// what the certificate says: a request for another AS_ID than one of its DNS names is answered 403
/// before the handler sees it. A virtual thread per request.
public final class NorthboundServer implements AutoCloseable {
    private final HttpsListener listener;

    private NorthboundServer(HttpsListener listener) {
        this.listener = listener;
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
            return new NorthboundServer(
                    HttpsListener.start(
                            address, tls, routes(handler, ports.clock()), limits, ports));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Router.Route> routes(NorthboundHandler handler, Clock clock) {
        var gate = new EndpointGate(clock);
        var registrations = new Registrations();
        return List.of(
                new Router.Route(
                        "POST",
                        RetrievalRequest.PATH,
                        new RetrievalResource(handler, gate, registrations)),
                new Router.Route(
                        "POST",
                        ReportRequest.PATH,
                        new ReportResource(handler, gate, registrations)),
                new Router.Route(
                        "POST",
                        RefreshAnswer.PATH,
                        new RefreshResource(handler, gate, registrations)),
                new Router.Route(
                        "POST",
                        RegistrationRequest.PATH,
                        new RegistrationResource(handler, gate, registrations)));
    }

    /// The port listened at.
    public int port() {
        return listener.port();
    }

    /// Connections that ended before their handshake did: no trust, silence, noise, a reset.
    public long endedBadly() {
        return listener.admission().endedBadly();
    }

    /// Connections closed unserved because there were too many.
    public long turnedAway() {
        return listener.admission().turnedAway();
    }

    /// Stops listening. Requests under way are answered, for some seconds at most. The address is free afterwards.
    @Override
    public void close() {
        listener.close();
    }
}
