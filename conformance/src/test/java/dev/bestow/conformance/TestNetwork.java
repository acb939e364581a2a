package dev.bestow.conformance;

import dev.bestow.core.AsId;
import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.hss.HssConfig;
import dev.bestow.hss.HssNode;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.mme.MmeConfig;
import dev.bestow.mme.MmeNode;
import dev.bestow.network.MmeMemory;
import dev.bestow.scef.ScefConfig;
import dev.bestow.scef.ScefNode;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.nas.NasTap;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// HSS, MME and SCEF of the lab on real sockets, of which a test can stop and start each, choose
/// chance and timers, and see every Diameter message. Application servers and devices join from
/// outside.
final class TestNetwork implements AutoCloseable {
    static final PlmnId PLMN = new PlmnId("001", "01");
    static final int MME_GROUP = 0x8001;
    static final int MME_CODE = 0x12;
    static final AsId AS = new AsId("as.example.net");
    static final AsId OTHER_AS = new AsId("other.example.net");

    static final String REALM = PLMN.epcRealm();
    static final String HSS = "hss." + REALM;
    static final String SCEF = "scef." + REALM;
    static final String MME = Guti.mmeFqdn(PLMN, MME_GROUP, MME_CODE);

    private static final long CONNECT_SECONDS = 20;

    /// What a test may choose.
    ///
    /// @param hss where RANDs come from
    /// @param mme where M-TMSIs come from
    record Chance(Entropy hss, Entropy mme) {}

    private final TestWorld world;
    private final SolutionPlan plan;
    private final Chance chance;
    private final DiameterRecord diameter = new DiameterRecord();
    private final NorthboundServer northbound;
    private final ScefNode scef;
    private HssNode hss;
    private MmeNode mme;
    private @Nullable MmeMemory mmeMemory;
    private long mmeStarts;

    private TestNetwork(SolutionPlan plan, TestWorld world, Chance chance) throws IOException {
        this.world = world;
        this.plan = plan;
        this.chance = chance;
        scef = startScef();
        hss = startHss(anyPort());
        mme = startMme(anyPort(), anyPort());
        northbound =
                NorthboundServer.start(
                        anyPort(),
                        world.identity(SCEF).context(),
                        scef.keyRetrieval()::retrieve,
                        NorthboundLimits.STANDARD,
                        ports(world.entropy()));
    }

    /// A network of the row `solution` that keeps its data below `data`.
    static TestNetwork start(String solution, Path data) throws IOException {
        TestWorld world = new TestWorld(data);
        return start(solution, world, new Chance(world.entropy(), world.entropy()));
    }

    /// A network that runs several rows.
    static TestNetwork start(SolutionPlan plan, Path data) throws IOException {
        TestWorld world = new TestWorld(data);
        return new TestNetwork(plan, world, new Chance(world.entropy(), world.entropy()));
    }

    static TestNetwork start(String solution, TestWorld world, Chance chance) throws IOException {
        return new TestNetwork(SolutionPlan.of(SolutionTable.named(solution)), world, chance);
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private Ports ports(Entropy entropy) {
        return new Ports(world.clock(), world.timers(), entropy);
    }

    private ScefNode startScef() throws IOException {
        var config =
                new ScefConfig(
                        new KeyServerConfig(
                                plan, Set.of(AS, OTHER_AS), KeyServerConfig.Limits.DEFAULT),
                        List.of(new ScefConfig.MmePool(PLMN, MME_GROUP, MME_GROUP)),
                        ScefConfig.PULL_DEADLINE_MS);
        var node =
                new ScefNode(
                        config,
                        network(
                                SCEF,
                                anyPort(),
                                List.of(waiting(HSS, PeerRole.HSS), waiting(MME, PeerRole.MME))),
                        ports(world.entropy()),
                        world.scef().keyRing(KeyRingLimits.STANDARD, world.scefKeys()),
                        diameter);
        node.start();
        return node;
    }

    private HssNode startHss(InetSocketAddress at) throws IOException {
        var config =
                new HssConfig(
                        plan,
                        SCEF,
                        Map.of(),
                        Set.of(PLMN),
                        HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        1,
                        HssConfig.DEFAULT_PUSH_WAIT_MS,
                        Set.of());
        var peers =
                List.of(
                        waiting(MME, PeerRole.MME),
                        connecting(SCEF, PeerRole.SCEF, scef.listenAddress()));
        var node =
                new HssNode(
                        config,
                        network(HSS, at, peers),
                        ports(chance.hss()),
                        world.hssStores(),
                        diameter);
        node.start();
        await(node.connected(SCEF));
        return node;
    }

    private MmeNode startMme(InetSocketAddress at, InetSocketAddress nas) throws IOException {
        mmeStarts++;
        var config =
                new MmeConfig(
                        PLMN, MME_GROUP, MME_CODE, plan, true, mmeStarts, MmeConfig.Limits.DEFAULT);
        var peers =
                List.of(
                        connecting(HSS, PeerRole.HSS, hss.listenAddress()).realms(Set.of(REALM)),
                        connecting(SCEF, PeerRole.SCEF, scef.listenAddress()));
        var around = new MmeNode.Neighbours(network(MME, at, peers), REALM, SCEF, REALM, nas);
        var node =
                new MmeNode(
                        config,
                        around,
                        ports(chance.mme()),
                        new MmeNode.Taps(diameter, NasTap.NONE));
        mmeMemory = new MmeMemory(node, world.mmeFolder(), world.mmeKeys(), world.clock());
        mmeMemory.restore();
        node.start();
        await(CompletableFuture.allOf(node.connected(HSS), node.connected(SCEF)));
        return node;
    }

    private static DiameterConfig network(
            String host, InetSocketAddress listen, List<DiameterConfig.Peer> peers) {
        return new DiameterConfig(
                host,
                REALM,
                "Bestow",
                BestowAvps.DEFAULT_VENDOR_ID,
                Set.of(ApplicationId.S6A, ApplicationId.S6T, ApplicationId.T6A),
                listen,
                null,
                peers,
                DiameterLimits.DEFAULT.withReconnect(50, 200),
                null);
    }

    private static DiameterConfig.Peer waiting(String host, PeerRole role) {
        return DiameterConfig.Peer.of(host, role);
    }

    private static DiameterConfig.Peer connecting(
            String host, PeerRole role, InetSocketAddress to) {
        return DiameterConfig.Peer.of(host, role).connectTo(to);
    }

    private static void await(CompletableFuture<Void> connected) throws IOException {
        try {
            connected.get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the nodes do not find each other on loopback", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    TestWorld world() {
        return world;
    }

    SolutionPlan plan() {
        return plan;
    }

    DiameterRecord diameter() {
        return diameter;
    }

    InetSocketAddress nasAddress() {
        return mme.nasAddress();
    }

    URI northbound() {
        return URI.create("https://localhost:" + northbound.port());
    }

    /// Makes `card` a subscriber whose keys `servers` may have.
    void provision(TestCard card, AsId... servers) {
        var credentials =
                new WrappedCredentials(
                        "milenage",
                        world.masterKey().wrap(card.imsi(), card.key()),
                        world.masterKey().wrap(card.imsi(), card.derivedOp()),
                        WrappedCredentials.EUTRAN_AMF);
        world.hss()
                .subscribers()
                .putAll(
                        List.of(
                                new Subscriber(
                                        card.imsi(),
                                        credentials,
                                        world.hss().subscribers().epochFloor(card.imsi()),
                                        0,
                                        CardBatch.STANDARD,
                                        "meter-" + card.imsi().digits() + "@example.net",
                                        List.of(servers),
                                        "iot")));
    }

    /// The running HSS's subscribers; whoever goes by them is told what changes.
    SubscriberStore subscribers() {
        return hss.subscribers();
    }

    /// How many subscribers the MME keeps.
    int ueContexts() {
        return mme.mme().ueContexts();
    }

    /// Stops the HSS; what the result does starts it again, at the same address, from its store.
    Restart stopHss() {
        InetSocketAddress at = hss.listenAddress();
        hss.close();
        return () -> hss = startHss(at);
    }

    /// The MME takes a snapshot now.
    void saveMme() {
        Objects.requireNonNull(mmeMemory).save();
    }

    /// Stops the MME as a kill would; what the result does starts it again at the same addresses, with its
    /// last snapshot.
    Restart stopMme() {
        InetSocketAddress at = mme.listenAddress();
        InetSocketAddress nas = mme.nasAddress();
        mme.close();
        return () -> mme = startMme(at, nas);
    }

    /// Starts a node that was stopped.
    @FunctionalInterface
    interface Restart {
        void start() throws IOException;
    }

    @Override
    public void close() {
        northbound.close();
        mme.close();
        hss.close();
        scef.close();
        world.close();
    }
}
