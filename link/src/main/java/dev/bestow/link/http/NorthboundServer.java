package dev.bestow.link.http;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Ports;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.token.TokenCheck;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationRequest;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RevocationRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;

import javax.net.ssl.SSLContext;

/// The northbound interface over HTTP/1.1 or HTTP/2 and TLS 1.3, with a client certificate demanded. Who calls is
/// what the certificate says, and a token beside it where tokens are taken: a request for another AS_ID than one of its
/// DNS names is answered 403 before the handler sees it. A virtual thread per request.
public final class NorthboundServer implements AutoCloseable {
    private final HttpsListener listener;
    private final Registrations registrations;
    private final TokenGate tokens;

    private NorthboundServer(
            HttpsListener listener, Registrations registrations, TokenGate tokens) {
        this.listener = listener;
        this.registrations = registrations;
        this.tokens = tokens;
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
        return start(address, new NorthboundAccess(tls, null), handler, limits, ports);
    }

    /// As above, and takes tokens.
    public static NorthboundServer start(
            InetSocketAddress address,
            NorthboundAccess access,
            NorthboundHandler handler,
            NorthboundLimits limits,
            Ports ports) {
        var registrations = new Registrations();
        var tokens = new TokenGate(access.tokens(), ports.clock());
        var routes = new Router.Routes(routes(handler, registrations, ports.clock()), tokens);
        try {
            return new NorthboundServer(
                    HttpsListener.start(address, access.tls(), routes, limits, ports),
                    registrations,
                    tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Router.Route> routes(
            NorthboundHandler handler, Registrations registrations, Clock clock) {
        var gate = new EndpointGate(clock);
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
                        RevocationRequest.PATH,
                        new RevocationResource(handler, gate, registrations)),
                new Router.Route(
                        "POST",
                        RegistrationRequest.PATH,
                        new RegistrationResource(handler, gate, registrations)));
    }

    /// The port listened at.
    public int port() {
        return listener.port();
    }

    /// Forgets the registration of this endpoint and closes the connections with its certificate; requests under way
    /// lose their answers. To be refused from then on is the handler's to see to.
    public void shutOut(AsId endpoint) {
        registrations.forget(endpoint);
        listener.admission().closeOf(endpoint.fqdn());
    }

    /// Takes these tokens from now on, on open connections too; null for none.
    public void take(@Nullable TokenCheck changed) {
        tokens.take(changed);
    }

    /// Connections that are open.
    public long connections() {
        return listener.admission().open();
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
