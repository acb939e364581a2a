package dev.bestow.cli.lab;

import dev.bestow.hss.HssConfig;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.Network;
import dev.bestow.network.RunningAs;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningMme;
import dev.bestow.network.RunningNode;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.AsNodeConfig;
import dev.bestow.network.config.Caps;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.HostIdentity;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.Listening;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.config.Store;
import dev.bestow.network.config.Tls;
import dev.bestow.wire.diameter.BestowAvps;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// HSS, MME, SCEF and application server in this process, from configurations like an operator's, talking over real
/// sockets on loopback, on ports the system picks.
final class LabNetwork implements AutoCloseable {
    private static final long CONNECT_MS = 10_000;

    /// Ten times what an HSS waits. The first pushes of a fresh process run code that nothing has compiled yet, on
    /// processors that a whole network and its devices share.
    private static final int PUSH_WAIT_MS = 10 * (int) HssConfig.DEFAULT_PUSH_WAIT_MS;

    private static final Endpoint ANY_PORT = new Endpoint("127.0.0.1", 0);

    /// The host has certificates of its own.
    private static final Tls IN_MEMORY = new Tls(Path.of(""), Path.of(""), Path.of(""));

    private final LabPlan plan;
    private final LabHost host;
    private final Deque<RunningNode> running = new ArrayDeque<>();
    private final RunningScef scef;
    private final RunningAs as;
    private final RunningHss hss;
    private final RunningMme mme;

    LabNetwork(LabPlan plan, LabHost host) throws IOException {
        this.plan = plan;
        this.host = host;
        scef = closing(Network.scef(scefConfig(), host));
        hss = startHss();
        mme = startMme();
        as = closing(Network.as(asConfig(), host));
    }

    private static Endpoint at(InetSocketAddress address) {
        return new Endpoint(address.getHostString(), address.getPort());
    }

    private Store folder(String node) {
        return new Store(plan.data().resolve(node), null);
    }

    // -- nodes --------------------------------------------------------------------------------

    private ScefNodeConfig scefConfig() {
        return new ScefNodeConfig(
                new HostIdentity(LabPlan.SCEF, LabPlan.REALM),
                diameter(
                        ANY_PORT,
                        peer(LabPlan.HSS, PeerRole.HSS, null),
                        peer(LabPlan.MME, PeerRole.MME, null)),
                new Listening(ANY_PORT),
                IN_MEMORY,
                folder("scef"),
                null,
                new ScefNodeConfig.Policy(
                        plan.solution(),
                        List.of(),
                        List.of(
                                new ScefNodeConfig.MmePool(
                                        LabPlan.PLMN, LabPlan.MME_GROUP, LabPlan.MME_GROUP)),
                        List.of(LabPlan.AS),
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS),
                Caps.DEFAULT,
                null);
    }

    private RunningHss startHss() throws IOException {
        var config =
                new HssNodeConfig(
                        new HostIdentity(LabPlan.HSS, LabPlan.REALM),
                        diameter(
                                ANY_PORT,
                                peer(LabPlan.MME, PeerRole.MME, null),
                                peer(LabPlan.SCEF, PeerRole.SCEF, scef.node().listenAddress())),
                        folder("hss"),
                        null,
                        null,
                        new HssNodeConfig.Policy(
                                plan.solution(),
                                List.of(),
                                LabPlan.SCEF,
                                List.of(LabPlan.AS),
                                (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                                PUSH_WAIT_MS,
                                0,
                                1,
                                List.of(),
                                List.of(),
                                List.of()),
                        Caps.DEFAULT,
                        null);
        RunningHss node = closing(Network.hss(config, host));
        await(node.node().diameter());
        return node;
    }

    private RunningMme startMme() throws IOException {
        var toHss =
                new DiameterSection.Peer(
                        LabPlan.HSS,
                        PeerRole.HSS,
                        at(hss.node().listenAddress()),
                        false,
                        null,
                        List.of(LabPlan.REALM),
                        List.of(),
                        false,
                        null);
        var config =
                new MmeNodeConfig(
                        new MmeNodeConfig.Identity(
                                LabPlan.PLMN, LabPlan.MME_GROUP, LabPlan.MME_CODE, null),
                        diameter(
                                ANY_PORT,
                                toHss,
                                peer(LabPlan.SCEF, PeerRole.SCEF, scef.node().listenAddress())),
                        new Listening(ANY_PORT),
                        folder("mme"),
                        null,
                        new MmeNodeConfig.Policy(
                                plan.solution(), List.of(), LabPlan.SCEF, null, List.of()),
                        Caps.DEFAULT,
                        null);
        RunningMme node = closing(Network.mme(config, host));
        await(node.node().diameter());
        return node;
    }

    private AsNodeConfig asConfig() {
        return new AsNodeConfig(
                new AsNodeConfig.Identity(LabPlan.AS),
                new AsNodeConfig.Operator(URI.create("https://localhost:" + scef.northboundPort())),
                new Listening(ANY_PORT),
                IN_MEMORY,
                folder("as"),
                new AsNodeConfig.Policy(
                        plan.solution(), List.of(), (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS),
                Caps.DEFAULT,
                null);
    }

    // -- Diameter -----------------------------------------------------------------------------

    private static DiameterSection diameter(Endpoint listen, DiameterSection.Peer... peers) {
        return new DiameterSection(listen, null, List.of(peers), BestowAvps.DEFAULT_VENDOR_ID);
    }

    private static DiameterSection.Peer peer(
            String host, PeerRole role, @Nullable InetSocketAddress address) {
        return new DiameterSection.Peer(
                host,
                role,
                address == null ? null : at(address),
                false,
                null,
                List.of(),
                List.of(),
                false,
                null);
    }

    // -- life ---------------------------------------------------------------------------------

    private <T extends RunningNode> T closing(T node) {
        running.push(node);
        return node;
    }

    /// Waits for every neighbour the node connects to.
    private static void await(DiameterNode node) throws IOException {
        var all =
                node.connectsTo().stream()
                        .map(node::connected)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(CONNECT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the lab's nodes do not find each other on loopback", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the lab started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a connection never fails", e);
        }
    }

    /// The running HSS, for whoever provisions it.
    RunningHss hss() {
        return hss;
    }

    /// Where devices reach the MME.
    InetSocketAddress nasAddress() {
        return mme.node().nasAddress();
    }

    /// Where devices reach the application server.
    InetSocketAddress asAddress() {
        return as.address();
    }

    /// Stops everything, the last thing started first.
    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
