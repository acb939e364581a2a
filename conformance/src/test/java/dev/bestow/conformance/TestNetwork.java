package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.as.DatagramTap;
import dev.bestow.cli.lab.LabEndpoints;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabKeyServers;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.Subscription;
import dev.bestow.link.coap.CoapTap;
import dev.bestow.link.http.HttpTap;
import dev.bestow.network.Host;
import dev.bestow.network.RunningEmks;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.RunningMme;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.ProfileSection;
import dev.bestow.network.config.ServedBy;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.wire.nas.NasTap;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// HSS, MME and SCEF of the lab on real sockets, of which a test can stop and start each, choose
/// chance and timers, and see every Diameter message. Application servers and devices join from
/// outside.
final class TestNetwork implements AutoCloseable {
    static final PlmnId PLMN = LabNodes.PLMN;
    static final int MME_GROUP = LabNodes.MME_GROUP;
    static final int MME_CODE = LabNodes.MME_CODE;
    static final AsId AS = LabNodes.AS;
    static final AsId EMSE = LabNodes.EMSE;
    static final AsId OTHER_AS = new AsId("other.example.net");
    static final AsId OTHER_EMSE = new AsId("other-emse.example.net");

    static final String REALM = LabNodes.REALM;
    static final String HSS = LabNodes.HSS;
    static final String SCEF = LabNodes.SCEF;
    static final String EMKS = LabNodes.EMKS;
    static final String MME = LabNodes.MME;

    /// What a test may choose.
    ///
    /// @param hss where RANDs come from
    /// @param mme where M-TMSIs come from
    record Chance(Entropy hss, Entropy mme) {}

    private final TestWorld world;
    private final LabNodes nodes;
    private final Path mmeSnapshot;
    private final Chance chance;
    private final LateClock mmeClock = new LateClock();
    private final DiameterRecord diameter = new DiameterRecord();
    private LabKeyServers keyServers;
    private RunningHss hss;
    private RunningMme mme;

    private TestNetwork(LabNodes nodes, TestWorld world, Chance chance) throws IOException {
        this.world = world;
        this.nodes = nodes;
        this.chance = chance;
        mmeSnapshot = nodes.data().resolve("mme/registrations");
        keyServers = nodes.keyServers(host(world.entropy()));
        hss = startHss(LabNodes.ANY_PORT);
        mme = startMme(LabNodes.MmeAt.ANY_PORTS);
    }

    /// A network of the row `solution` that keeps its data below `data`.
    static TestNetwork start(String solution, Path data) throws IOException {
        return start(solution, solution, data);
    }

    /// A network that serves its [#endpoint] with one row and [#OTHER_AS] or [#OTHER_EMSE] with another.
    static TestNetwork start(String solution, String other, Path data) throws IOException {
        return start(nodes(solution, other, data));
    }

    /// A network with that MME.
    static TestNetwork start(String solution, LabMme mme, Path data) throws IOException {
        var nodes = nodes(solution, solution, data);
        return start(new LabNodes(nodes.solution(), nodes.others(), mme, data));
    }

    /// A network with a plain MME, whose EMKS knows keys by that.
    static TestNetwork start(String solution, KeyIdentifier keyIdentifier, Path data)
            throws IOException {
        var nodes = nodes(solution, solution, data);
        return start(
                new LabNodes(nodes.solution(), nodes.others(), LabMme.plain, data)
                        .with(keyIdentifier));
    }

    /// A network of the row `solution` whose subscribers may share that profile.
    static TestNetwork start(String solution, ProfileSection profile, Path data)
            throws IOException {
        return start(nodes(solution, solution, data).with(List.of(profile)));
    }

    private static TestNetwork start(LabNodes nodes) throws IOException {
        TestWorld world = new TestWorld();
        return new TestNetwork(nodes, world, new Chance(world.entropy(), world.entropy()));
    }

    static TestNetwork start(String solution, Path data, Chance chance) throws IOException {
        return new TestNetwork(nodes(solution, solution, data), new TestWorld(), chance);
    }

    private static LabNodes nodes(String solution, String other, Path data) {
        Solution row = SolutionTable.named(other);
        var served = new ServedBy(other(row), row);
        return new LabNodes(SolutionTable.named(solution), List.of(served), data);
    }

    /// Who is served by the other row.
    private static AsId other(Solution row) {
        return row.endpoint() == Party.EMSE ? OTHER_EMSE : OTHER_AS;
    }

    /// Whom the network's usual row serves.
    AsId endpoint() {
        return LabNodes.endpoint(nodes.solution());
    }

    private LabHost host(Entropy entropy) {
        return host(world.clock(), entropy);
    }

    private LabHost host(Clock clock, Entropy entropy) {
        return new LabHost(
                new Ports(clock, world.timers(), entropy),
                world.certificates(),
                UnaryOperator.identity(),
                (_, _, report) -> report,
                new Host.Taps(
                        diameter,
                        NasTap.NONE,
                        HttpTap.NONE,
                        DatagramTap.NONE,
                        CoapTap.NONE,
                        KAppObserver.NONE));
    }

    private RunningHss startHss(Endpoint at) throws IOException {
        return nodes.hss(at, keyServers, host(chance.hss()));
    }

    private RunningMme startMme(LabNodes.MmeAt at) throws IOException {
        return nodes.mme(at, hss, keyServers, host(mmeClock, chance.mme()));
    }

    TestWorld world() {
        return world;
    }

    SolutionPlan plan() {
        return hss.config().policy().plan();
    }

    DiameterRecord diameter() {
        return diameter;
    }

    InetSocketAddress nasAddress() {
        return mme.node().nasAddress();
    }

    /// Where devices run an AKA with the EMKS; null where none does.
    @Nullable InetSocketAddress ownRunAddress() {
        return keyServers.ownRunAddress();
    }

    /// Where that endpoint fetches its keys.
    URI northbound(AsId endpoint) {
        return LabEndpoints.northbound(keyServer(endpoint));
    }

    /// Starts endpoints of `those` in this network.
    LabEndpoints endpoints(LabNodes those) {
        return LabEndpoints.of(those, keyServers, hss);
    }

    /// Starts the HSE of this network's usual row, which thanks for each report.
    RunningEndpoint hse(Path folder, Endpoint ua) throws IOException {
        var host =
                new LabHost(
                        world.ports(world.entropy()),
                        world.certificates(),
                        UnaryOperator.identity(),
                        (_, _, report) -> TestServer.thanks(report),
                        new Host.Taps(
                                diameter,
                                NasTap.NONE,
                                HttpTap.NONE,
                                DatagramTap.NONE,
                                CoapTap.NONE,
                                KAppObserver.NONE));
        return endpoints(new LabNodes(nodes.solution(), List.of(), folder.resolve("hse")))
                .start(LabNodes.HSE, ua, host);
    }

    /// The key server that serves that endpoint.
    RunningKeyServer keyServer(AsId endpoint) {
        return keyServers.of(plan().serving(endpoint));
    }

    RunningHss hss() {
        return hss;
    }

    RunningMme mme() {
        return mme;
    }

    /// Makes `card` a subscriber whose keys `servers` may have.
    void provision(TestCard card, AsId... servers) {
        card.subscribe(hss, servers);
    }

    /// The running HSS's subscribers; whoever goes by them is told what changes.
    SubscriberStore subscribers() {
        return hss.node().subscribers();
    }

    /// Makes `card` a subscriber with the profile of that name, whose keys the usual endpoint may have.
    void provision(TestCard card, String profile) {
        var names = new TestCard.Names("meter-" + card.imsi().digits() + "@example.net", List.of());
        // Wrapped once more, its K would be taken for another card's.
        Subscriber row =
                subscribers()
                        .find(card.imsi())
                        .orElseGet(() -> card.subscriber(hss, names, List.of(endpoint())));
        subscribers()
                .put(
                        new Subscriber(
                                row.imsi(),
                                row.credentials(),
                                row.epoch(),
                                row.sqnOffset(),
                                row.cards(),
                                row.externalIdentifier(),
                                row.allowedAs(),
                                new Subscription(profile, "", null, null, null, List.of())));
    }

    /// The MME's clock goes that much ahead of all others, and the MME does what is due by then.
    void mmeIsLater(Duration by) {
        mmeClock.aheadMs.addAndGet(by.toMillis());
        reauthenticateDue();
    }

    /// The MME ends what has ended by the clock, as it does every few minutes.
    void sweepMme() {
        mme.node().mme().sweep();
    }

    /// The MME begins the authentications that are due, as it does every half minute.
    void reauthenticateDue() {
        mme.node().mme().reauthenticateDue();
    }

    /// The machine's clock, or one ahead of it.
    private static final class LateClock implements Clock {
        private final Clock machine = new SystemClock();
        private final AtomicLong aheadMs = new AtomicLong();

        @Override
        public long nowMs() {
            return machine.nowMs() + aheadMs.get();
        }

        @Override
        public long nowNs() {
            return machine.nowNs();
        }
    }

    /// How many subscribers the MME keeps.
    int ueContexts() {
        return mme.node().mme().ueContexts();
    }

    /// Stops the HSS; what the result does starts it again, at the same address, from its store.
    Restart stopHss() {
        Endpoint at = LabNodes.at(hss.node().listenAddress());
        hss.close();
        return () -> hss = startHss(at);
    }

    /// Stops the key server of that endpoint; what the result does starts it again, at the same addresses, from its
    /// store.
    Restart stopKeyServer(AsId endpoint) {
        RunningKeyServer stopped = keyServer(endpoint);
        var at = LabKeyServers.At.of(stopped);
        stopped.close();
        return () -> {
            LabHost host = host(world.entropy());
            keyServers =
                    keyServers.with(
                            switch (stopped) {
                                case RunningScef _ -> nodes.scef(at, host);
                                case RunningEmks _ -> nodes.emks(at, host);
                            });
        };
    }

    /// Waits for the MME's first snapshot.
    void saveMme() {
        assertThat(mmeSnapshot).doesNotExist();
        mme.snapshotEvery(1);
        await().until(() -> Files.exists(mmeSnapshot));
    }

    /// Stops the MME and leaves behind what a kill would; what the result does starts it again at the same
    /// addresses, with its last snapshot but the one of its stop.
    Restart stopMme() throws IOException {
        var at =
                new LabNodes.MmeAt(
                        LabNodes.at(mme.node().listenAddress()),
                        LabNodes.at(mme.node().nasAddress()));
        byte[] last = Files.exists(mmeSnapshot) ? Files.readAllBytes(mmeSnapshot) : null;
        mme.close();
        if (last == null) {
            Files.delete(mmeSnapshot);
        } else {
            Files.write(mmeSnapshot, last);
        }
        return () -> mme = startMme(at);
    }

    /// Starts a node that was stopped.
    @FunctionalInterface
    interface Restart {
        void start() throws IOException;
    }

    @Override
    public void close() {
        mme.close();
        hss.close();
        keyServers.all().forEach(RunningKeyServer::close);
        world.close();
    }
}
