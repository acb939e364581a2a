package dev.bestow.bench;

import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.Ports;
import dev.bestow.link.diameter.CallResult;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.SessionIds;
import dev.bestow.wire.s6t.KeyNotification;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.s6t.S6tCodec;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A neighbour of the node that is measured, on the product's own connections and codecs.
final class BenchPeer implements AutoCloseable {
    private static final Set<Integer> APPLICATIONS = Set.of(ApplicationId.S6A, ApplicationId.S6T);
    private static final long CONNECT_SECONDS = 10;
    private static final long DEADLINE_MS = 10_000;

    private final DiameterNode node;
    private final CommandCaller caller;
    private final CommandCaller.To to;

    private BenchPeer(
            CommandRouter router, Origin origin, DiameterConfig.Peer measured, Ports ports)
            throws IOException {
        node =
                new DiameterNode(
                        new DiameterConfig(
                                origin.host(),
                                origin.realm(),
                                "Bestow bench",
                                BestowAvps.DEFAULT_VENDOR_ID,
                                APPLICATIONS,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                null,
                                List.of(measured),
                                DiameterLimits.DEFAULT,
                                null),
                        ports,
                        router,
                        null);
        var sessions = new SessionIds(origin.host(), ports.clock(), ports.entropy());
        caller = new CommandCaller(node, origin, sessions);
        to = new CommandCaller.To(measured.host(), LabNodes.REALM, DEADLINE_MS);
        node.start();
    }

    /// One called `name` that asks.
    static BenchPeer asking(
            String name, String host, PeerRole role, InetSocketAddress at, Ports ports)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var origin = new Origin(name, LabNodes.REALM);
        var peer =
                new BenchPeer(
                        new CommandRouter(origin), origin, known(host, role).connectTo(at), ports);
        peer.node.connected(host).get(CONNECT_SECONDS, TimeUnit.SECONDS);
        return peer;
    }

    /// One called `name` that the HSS tells about keys, and that accepts all of them.
    static BenchPeer accepting(
            String name, CommandCodec<KeyNotification, KeyPushAnswer> told, Ports ports)
            throws IOException {
        var origin = new Origin(name, LabNodes.REALM);
        var router = new CommandRouter(origin);
        router.on(told, PeerRole.HSS, (_, _) -> new KeyPushAnswer.Accepted());
        return new BenchPeer(router, origin, known(LabNodes.HSS, PeerRole.HSS), ports);
    }

    /// The HSS of an HSE, which takes each CIR and answers none.
    static BenchPeer silentHss(Ports ports) throws IOException {
        var origin = new Origin(LabNodes.HSS, LabNodes.REALM);
        var router = new CommandRouter(origin);
        router.on(
                new S6tCodec(new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID))
                        .configurationInformation(),
                PeerRole.HSE,
                (_, _) -> {
                    LockSupport.parkNanos(Long.MAX_VALUE);
                    return new KeyPullAnswer.UnknownKey();
                });
        return new BenchPeer(router, origin, known(LabNodes.HSE.fqdn(), PeerRole.HSE), ports);
    }

    private static DiameterConfig.Peer known(String host, PeerRole role) {
        return DiameterConfig.Peer.of(host, role).realm(LabNodes.REALM);
    }

    DiameterNode node() {
        return node;
    }

    InetSocketAddress address() {
        return node.listenAddress();
    }

    /// Whether `expected` is what comes back.
    <Q, A> CompletableFuture<Boolean> ask(
            CommandCodec<Q, A> codec, Q request, Predicate<A> expected) {
        return caller.call(codec, request, to)
                .thenApply(result ->
                        result instanceof CallResult.Answered<A>(A answer)
                                && expected.test(answer));
    }

    @Override
    public void close() {
        node.close();
    }
}
