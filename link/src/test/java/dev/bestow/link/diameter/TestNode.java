package dev.bestow.link.diameter;

import dev.bestow.core.Ports;
import dev.bestow.link.RealTime;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Builds nodes for tests: loopback, ephemeral ports, quick reconnects, S6a.
final class TestNode {
    static final DiameterLimits LIMITS = DiameterLimits.DEFAULT.withReconnect(10, 100);

    private final String host;
    private final String realm;
    private final List<DiameterConfig.Peer> peers = new ArrayList<>();
    private Set<Integer> applications = Set.of(ApplicationId.S6A);
    private DiameterLimits limits = LIMITS;
    private Ports ports = RealTime.ports();
    private @Nullable TlsIdentity tls;
    private RequestHandler handler;
    private @Nullable DiameterTap tap;
    private int port;
    private InetAddress listenAt = InetAddress.getLoopbackAddress();

    TestNode(String host, String realm) {
        this.host = host;
        this.realm = realm;
        handler = (request, from) -> success(new Origin(host, realm), request, from.peer());
    }

    TestNode peer(String peerHost, @Nullable InetSocketAddress connectTo, String... realms) {
        return peer(
                DiameterConfig.Peer.of(peerHost, roleOf(peerHost))
                        .connectTo(connectTo)
                        .security(tls == null ? PeerSecurity.TLS_OFF_LOOPBACK : PeerSecurity.TLS)
                        .realm(realmOf(peerHost))
                        .realms(Set.of(realms)));
    }

    TestNode peer(DiameterConfig.Peer peer) {
        peers.add(peer);
        return this;
    }

    /// Waits for these.
    TestNode waitingFor(String... hosts) {
        for (String host : hosts) {
            peer(host, null);
        }
        return this;
    }

    /// Names that begin with `hss` are HSSs of the home realm, all others MMEs of the visited one.
    static PeerRole roleOf(String host) {
        return host.startsWith("hss") ? PeerRole.HSS : PeerRole.MME;
    }

    static String realmOf(String host) {
        return roleOf(host) == PeerRole.HSS ? "home.test" : "visited.test";
    }

    TestNode applications(Integer... ids) {
        applications = Set.of(ids);
        return this;
    }

    TestNode limits(DiameterLimits changed) {
        limits = changed;
        return this;
    }

    TestNode ports(Ports changed) {
        ports = changed;
        return this;
    }

    /// Before `peer`: those added later use TLS.
    TestNode tls(TlsIdentity identity) {
        tls = identity;
        return this;
    }

    TestNode handler(RequestHandler changed) {
        handler = changed;
        return this;
    }

    TestNode tap(DiameterTap changed) {
        tap = changed;
        return this;
    }

    /// Instead of on loopback only.
    TestNode listeningAt(InetAddress address) {
        listenAt = address;
        return this;
    }

    TestNode port(int fixed) {
        port = fixed;
        return this;
    }

    DiameterNode start() throws IOException {
        InetSocketAddress any = new InetSocketAddress(listenAt, 0);
        DiameterConfig config =
                new DiameterConfig(
                        host,
                        realm,
                        "Bestow",
                        BestowAvps.DEFAULT_VENDOR_ID,
                        applications,
                        new InetSocketAddress(listenAt, port),
                        tls == null ? null : any,
                        peers,
                        limits,
                        tls);
        DiameterNode node = new DiameterNode(config, ports, handler, tap);
        node.start();
        return node;
    }

    /// Any answer's shape: success from `hss.test`.
    static DiameterMessage success(DiameterMessage request, Requester from) {
        return success(new Origin("hss.test", "home.test"), request, from.origin().host());
    }

    static DiameterMessage success(Origin own, DiameterMessage request, String text) {
        MessageBuilder answer = MessageBuilder.answerTo(request);
        own.putInto(answer, Result.SUCCESS);
        answer.put(BaseAvps.ERROR_MESSAGE, text);
        return answer.build();
    }

    static DiameterMessage request(
            int command,
            int application,
            String from,
            @Nullable String destinationHost,
            int hopByHop) {
        MessageBuilder request =
                MessageBuilder.request(command, application, DiameterMessage.FLAG_PROXIABLE);
        new Envelope(from + ";1;" + hopByHop, from, "visited.test", destinationHost, "home.test")
                .putInto(request);
        return request.hopByHop(hopByHop).put(BaseAvps.USER_NAME, "001010000000001").build();
    }

    /// An AIR from `mme.test`.
    static DiameterMessage request(@Nullable String destinationHost) {
        return request(318, ApplicationId.S6A, "mme.test", destinationHost, 0);
    }
}
