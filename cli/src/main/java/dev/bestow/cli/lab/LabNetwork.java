package dev.bestow.cli.lab;

import dev.bestow.as.AsNode;
import dev.bestow.as.NorthboundKeySource;
import dev.bestow.as.StoredClaims;
import dev.bestow.cli.certificates.TestCertificates;
import dev.bestow.core.Ports;
import dev.bestow.hss.HssConfig;
import dev.bestow.hss.HssNode;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.mme.MmeConfig;
import dev.bestow.mme.MmeNode;
import dev.bestow.scef.ScefConfig;
import dev.bestow.scef.ScefNode;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.session.ua.UaServerEvents;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// HSS, MME, SCEF and application server in this process, talking over real sockets on loopback, on
/// ports the system picks. HSS and MME can be stopped and started again while devices are about.
final class LabNetwork implements AutoCloseable {
    private static final long RETRIEVAL_DEADLINE_MS = 5_000;
    private static final long CONNECT_MS = 10_000;

    /// Ten times what an HSS waits. The first pushes of a fresh process run code that nothing has compiled yet, on
    /// processors that a whole network and its devices share.
    private static final long PUSH_WAIT_MS = 10 * HssConfig.DEFAULT_PUSH_WAIT_MS;

    private final LabPlan plan;
    private final LabStores stores;
    private final Ports ports;
    private final Ledger ledger;
    private final DiameterTap diameterTap;
    private final KeyComparison comparison;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final ScefNode scef;
    private final AsNode as;
    private HssNode hss;
    private MmeNode mme;
    private long mmeStarts;

    LabNetwork(LabPlan plan, LabStores stores, Ports ports, Ledger ledger, KeyComparison comparison)
            throws IOException {
        this.plan = plan;
        this.stores = stores;
        this.ports = ports;
        this.ledger = ledger;
        this.diameterTap = plan.wiring().after(ledger);
        this.comparison = comparison;
        scef = startScef();
        hss = startHss(anyPort());
        mme = startMme(anyPort(), anyPort());
        as = startAs();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    // -- nodes --------------------------------------------------------------------------------

    private ScefNode startScef() throws IOException {
        var config =
                new ScefConfig(
                        SolutionPlan.of(plan.solution()),
                        List.of(
                                new ScefConfig.MmePool(
                                        LabPlan.PLMN, LabPlan.MME_GROUP, LabPlan.MME_GROUP)),
                        Set.of(LabPlan.AS),
                        ScefConfig.Limits.DEFAULT);
        var network =
                network(
                        LabPlan.SCEF,
                        anyPort(),
                        List.of(
                                waiting(LabPlan.HSS, PeerRole.HSS),
                                waiting(LabPlan.MME, PeerRole.MME)));
        var ring = stores.scef().keyRing(KeyRingLimits.STANDARD, stores.keyWrap());
        ScefNode node = closing(new ScefNode(config, network, ports, ring, diameterTap));
        node.start();
        return node;
    }

    private HssNode startHss(InetSocketAddress at) throws IOException {
        var config =
                new HssConfig(
                        SolutionPlan.of(plan.solution()),
                        LabPlan.SCEF,
                        Map.of(),
                        Set.of(LabPlan.PLMN),
                        HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        1,
                        PUSH_WAIT_MS,
                        Set.of());
        var network =
                network(
                        LabPlan.HSS,
                        at,
                        List.of(
                                waiting(LabPlan.MME, PeerRole.MME),
                                connecting(LabPlan.SCEF, PeerRole.SCEF, scef.listenAddress())));
        HssNode node =
                closing(
                        new HssNode(
                                config,
                                network,
                                ports,
                                stores.hssStores(ports.clock()),
                                diameterTap));
        node.start();
        await(network, node::connected);
        return node;
    }

    private MmeNode startMme(InetSocketAddress at, InetSocketAddress nas) throws IOException {
        mmeStarts++;
        var config =
                new MmeConfig(
                        LabPlan.PLMN,
                        LabPlan.MME_GROUP,
                        LabPlan.MME_CODE,
                        SolutionPlan.of(plan.solution()),
                        true,
                        mmeStarts,
                        MmeConfig.Limits.DEFAULT);
        var network =
                network(
                        LabPlan.MME,
                        at,
                        List.of(
                                connecting(LabPlan.HSS, PeerRole.HSS, hss.listenAddress())
                                        .realms(Set.of(LabPlan.REALM)),
                                connecting(LabPlan.SCEF, PeerRole.SCEF, scef.listenAddress())));
        var around =
                new MmeNode.Neighbours(network, LabPlan.REALM, LabPlan.SCEF, LabPlan.REALM, nas);
        var taps = new MmeNode.Taps(diameterTap, plan.wiring().after(ledger.nas()));
        MmeNode node = closing(new MmeNode(config, around, ports, taps));
        node.start();
        await(network, node::connected);
        return node;
    }

    private AsNode startAs() throws IOException {
        TestCertificates authority = TestCertificates.newAuthority(ports.clock());
        TlsIdentity scefTls = identity(authority, LabPlan.SCEF);
        TlsIdentity asTls = identity(authority, LabPlan.AS.fqdn());
        NorthboundServer northbound =
                closing(
                        NorthboundServer.start(
                                anyPort(),
                                scefTls.context(),
                                scef.keyRetrieval()::retrieve,
                                NorthboundLimits.STANDARD,
                                ports));
        NorthboundClient client =
                closing(
                        new NorthboundClient(
                                URI.create("https://localhost:" + northbound.port()),
                                asTls.context(),
                                ports.clock(),
                                RETRIEVAL_DEADLINE_MS,
                                ledger.http()));
        var keys = new NorthboundKeySource(LabPlan.AS, plan.solution().root(), client::retrieve);
        var claims = new StoredClaims(stores.as().claims(ClaimLimits.STANDARD), ports.clock());
        var server =
                new UaServer(
                        UaPolicy.standard(LabPlan.AS),
                        new UaServer.Ports(
                                keys,
                                claims,
                                (_, _, report) -> Fleet.acknowledgement(report),
                                ports.clock(),
                                ports.entropy()),
                        new UaServer.Observers(comparison.server(), UaServerEvents.NONE));
        AsNode node = closing(new AsNode(server, anyPort(), ledger.ua(), ports.clock()));
        node.start();
        return node;
    }

    private static TlsIdentity identity(TestCertificates authority, String name) {
        TestCertificates.Issued issued = authority.issue(name);
        return TlsIdentity.of(
                List.of(issued.certificate()), issued.key(), List.of(issued.authority()));
    }

    // -- Diameter -----------------------------------------------------------------------------

    private DiameterConfig network(
            String host, InetSocketAddress listen, List<DiameterConfig.Peer> peers) {
        var usual =
                new DiameterConfig(
                        host,
                        LabPlan.REALM,
                        "Bestow",
                        BestowAvps.DEFAULT_VENDOR_ID,
                        Set.of(ApplicationId.S6A, ApplicationId.S6T, ApplicationId.T6A),
                        listen,
                        null,
                        peers,
                        DiameterLimits.DEFAULT.withReconnect(100, 1_000),
                        null);
        return plan.wiring().diameter().apply(usual);
    }

    private static DiameterConfig.Peer waiting(String host, PeerRole role) {
        return DiameterConfig.Peer.of(host, role);
    }

    private static DiameterConfig.Peer connecting(
            String host, PeerRole role, InetSocketAddress to) {
        return DiameterConfig.Peer.of(host, role).connectTo(to);
    }

    // -- life ---------------------------------------------------------------------------------

    private <T extends AutoCloseable> T closing(T resource) {
        started.push(resource);
        return resource;
    }

    /// Waits for every neighbour the node connects to.
    private static void await(
            DiameterConfig network, Function<String, CompletableFuture<Void>> connected)
            throws IOException {
        var all =
                network.peers().stream()
                        .filter(peer -> peer.connectTo() != null)
                        .map(peer -> connected.apply(peer.host()))
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

    /// Where devices reach the MME.
    InetSocketAddress nasAddress() {
        return mme.nasAddress();
    }

    /// Where devices reach the application server.
    InetSocketAddress asAddress() {
        return as.address();
    }

    /// Stops the HSS and starts it again at the same address, from its store.
    void restartHss() throws IOException {
        InetSocketAddress at = hss.listenAddress();
        hss.close();
        hss = startHss(at);
    }

    /// Stops the MME and starts it again at the same addresses. It remembers nothing but how often it
    /// was started.
    void restartMme() throws IOException {
        InetSocketAddress at = mme.listenAddress();
        InetSocketAddress nas = mme.nasAddress();
        mme.close();
        mme = startMme(at, nas);
    }

    /// Stops everything, the last thing started first.
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a node of the lab did not stop", e);
            }
        }
    }
}
