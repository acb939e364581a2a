package dev.bestow.conformance;

import static dev.bestow.conformance.TestNetwork.AS;
import static dev.bestow.conformance.TestNetwork.OTHER_AS;
import static dev.bestow.conformance.TestNetwork.REALM;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.cli.lab.LabPeers;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.Selection;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.Outcome;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.config.ServedBy;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.S6tCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// The journey of keys while what nodes are configured with changes below it.
@Timeout(180)
class ReloadJourneyTest {
    private static final Solution ELEVEN = SolutionTable.named("11");
    private static final Solution TWELVE = SolutionTable.named("12");
    private static final BestowAvps BESTOW = new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID);
    private static final CommandCodec<KeyPull, KeyPullAnswer> PULL =
            new S6tCodec(BESTOW).configurationInformation();
    private static final String LATE = "late." + REALM;
    private static final int RELOADS = 40;
    private static final int AT_ONCE = 3;

    @TempDir private Path folder;

    private static ScefNodeConfig with(ScefNodeConfig config, ScefNodeConfig.Policy policy) {
        return new ScefNodeConfig(
                config.identity(),
                config.diameter(),
                config.http(),
                config.tls(),
                config.store(),
                config.masterKey(),
                policy,
                config.caps(),
                config.admin());
    }

    private static ScefNodeConfig serving(
            ScefNodeConfig config, List<ServedBy> rows, List<AsId> endpoints) {
        ScefNodeConfig.Policy policy = config.policy();
        return with(
                config,
                new ScefNodeConfig.Policy(
                        policy.solution(),
                        rows,
                        policy.mmePools(),
                        endpoints,
                        policy.keyLifetimeSeconds(),
                        policy.refreshSeconds(),
                        policy.scefDerives()));
    }

    private static HssNodeConfig serving(HssNodeConfig config, List<ServedBy> rows) {
        HssNodeConfig.Policy policy = config.policy();
        return new HssNodeConfig(
                config.identity(),
                config.diameter(),
                config.store(),
                config.masterKey(),
                config.tls(),
                new HssNodeConfig.Policy(
                        policy.solution(),
                        rows,
                        policy.scef(),
                        policy.emks(),
                        policy.hse(),
                        policy.connectionToldBy(),
                        policy.hseApn(),
                        policy.applicationServers(),
                        policy.keyLifetimeSeconds(),
                        policy.pushWaitMs(),
                        policy.hssInstance(),
                        policy.maxVectors(),
                        policy.confidentialityForbidden(),
                        policy.servedNetworks(),
                        policy.keysInVectorFor(),
                        policy.profiles()),
                config.caps(),
                config.admin());
    }

    private static HssNodeConfig knowing(HssNodeConfig config, DiameterSection.Peer... more) {
        DiameterSection section = config.diameter();
        List<DiameterSection.Peer> peers = new ArrayList<>(section.peers());
        peers.addAll(List.of(more));
        return new HssNodeConfig(
                config.identity(),
                new DiameterSection(
                        section.listen(), section.listenTls(), peers, section.vendorId()),
                config.store(),
                config.masterKey(),
                config.tls(),
                config.policy(),
                config.caps(),
                config.admin());
    }

    private static MmeNodeConfig serving(MmeNodeConfig config, List<ServedBy> rows) {
        MmeNodeConfig.Policy policy = config.policy();
        return new MmeNodeConfig(
                config.identity(),
                config.diameter(),
                config.nas(),
                config.store(),
                config.tls(),
                new MmeNodeConfig.Policy(
                        policy.solution(),
                        rows,
                        policy.scef(),
                        policy.homeRealm(),
                        policy.confidentialityForbidden(),
                        policy.refreshSeconds(),
                        policy.purgeAfterSeconds(),
                        policy.scefDerives()),
                config.caps(),
                config.admin());
    }

    /// Everywhere, as an operator does it: HSS and MME first, and then who gives the keys out.
    private static void servedBy(TestNetwork network, Solution row) {
        var rows = List.of(new ServedBy(OTHER_AS, row));
        RunningHss hss = network.hss();
        hss.change(serving(hss.config(), rows)).taking().run();
        var mme = network.mme();
        mme.change(serving(mme.config(), rows)).taking().run();
        RunningScef scef = scef(network);
        scef.change(serving(scef.config(), rows, List.of(AS, OTHER_AS))).taking().run();
    }

    private static RunningScef scef(TestNetwork network) {
        return (RunningScef) network.keyServer(AS);
    }

    @Test
    void anEndpointGetsAnotherRowWhileItsDevicesReport() throws Exception {
        try (TestNetwork network = TestNetwork.start("12", "12", folder.resolve("network"));
                TestFleet fleet = TestFleet.open(network)) {
            TestCard card = TestCard.number(4);
            network.provision(card, AS, OTHER_AS);
            Device device = fleet.device(card, TestFleet.CALM);
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            for (Solution row : List.of(TWELVE, ELEVEN, TWELVE)) {
                servedBy(network, row);
                assertThat(network.plan().serving(OTHER_AS)).isEqualTo(row);
                assertThat(device.attach())
                        .as("an attach brings the keys of the rows that there are")
                        .isInstanceOf(AttachOutcome.Attached.class);
                delivers(network, fleet, device, OTHER_AS);
                delivers(network, fleet, device, AS);
            }
        }
    }

    private void delivers(TestNetwork network, TestFleet fleet, Device device, AsId to)
            throws Exception {
        var setup = TestServer.Setup.standard(network, to);
        Path own = folder.resolve("as-" + to.fqdn() + System.nanoTime());
        try (TestServer server = TestServer.start(network, setup, own)) {
            assertThat(
                            device.report(
                                    fleet.provision(to, server.address()),
                                    Plaintext.of("21.4 C today")))
                    .isInstanceOf(ReportOutcome.Delivered.class);
        }
    }

    /// With retrievals under way all the time: who stays misses nothing, and who goes gets nothing from then on.
    @Test
    void endpointsComeAndGoUnderRetrievals() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (TestNetwork network = TestNetwork.start("12", "12", folder.resolve("network"));
                TestServer staying =
                        TestServer.start(
                                network,
                                TestServer.Setup.standard(network, AS),
                                folder.resolve("as"));
                TestServer going =
                        TestServer.start(
                                network,
                                TestServer.Setup.standard(network, OTHER_AS),
                                folder.resolve("other"));
                TestFleet fleet = TestFleet.open(network);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            KeyName name = attached(network, fleet);
            assertThat(isKey(staying.client(), AS, name)).isTrue();
            AtomicBoolean over = new AtomicBoolean();
            List<Future<Long>> stayed = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                stayed.add(
                        threads.submit(() -> {
                            long got = 0;
                            while (!over.get()) {
                                assertThat(isKey(staying.client(), AS, name)).isTrue();
                                got++;
                            }
                            return got;
                        }));
                var _ =
                        threads.submit(() -> {
                            while (!over.get()) {
                                isKey(going.client(), OTHER_AS, name);
                            }
                        });
            }
            RunningScef scef = scef(network);
            var rows = scef.config().policy().solutions();
            try {
                for (int i = 0; i < RELOADS; i++) {
                    List<AsId> served = random.nextBoolean() ? List.of(AS, OTHER_AS) : List.of(AS);
                    scef.change(serving(scef.config(), rows, served)).taking().run();
                    assertThat(isKey(going.client(), OTHER_AS, name))
                            .as("seed %d, %d", seed, i)
                            .isEqualTo(served.contains(OTHER_AS));
                }
            } finally {
                over.set(true);
            }
            for (Future<Long> each : stayed) {
                assertThat(each.get()).as("seed %d", seed).isPositive();
            }
        }
    }

    private static KeyName attached(TestNetwork network, TestFleet fleet) {
        TestCard card = TestCard.number(4);
        network.provision(card, AS, OTHER_AS);
        Device device = fleet.device(card, TestFleet.CALM);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        var guti = ((AttachOutcome.Attached) device.attach()).guti();
        for (int eksi = 0; eksi < 7; eksi++) {
            var name = new KeyName.ByGuti(guti, new Eksi(eksi));
            if (network.keyServer(AS)
                            .keyRing()
                            .select(KeyKind.KS, name, network.world().clock().nowMs())
                    instanceof Selection.Found found) {
                found.candidates().forEach(candidate -> candidate.key().close());
                return name;
            }
        }
        throw new AssertionError("no key of " + guti);
    }

    /// A connection that is closed for a removal may take requests of another thread with it.
    private static boolean isKey(NorthboundClient client, AsId caller, KeyName name) {
        RetrievalOutcome outcome = client.retrieve(new RetrievalRequest(caller, name, null));
        for (int again = 0; again < 3 && outcome instanceof RetrievalOutcome.Failed; again++) {
            outcome = client.retrieve(new RetrievalRequest(caller, name, null));
        }
        if (outcome instanceof RetrievalOutcome.Answered(RetrievalAnswer.Keys keys)) {
            keys.close();
            return true;
        }
        return false;
    }

    /// One that is added as what it is not, or as what it is: it asks for vectors and for keys.
    @Test
    void aPeerThatIsAddedGetsWhatItsRoleGetsAndNothingElse() throws Exception {
        try (TestNetwork network = TestNetwork.start("12", folder.resolve("network"));
                TestFleet fleet = TestFleet.open(network)) {
            TestCard card = TestCard.number(4);
            network.provision(card, AS);
            assertThat(fleet.device(card, TestFleet.CALM).attach())
                    .isInstanceOf(AttachOutcome.Attached.class);
            RunningHss hss = network.hss();
            HssNodeConfig before = hss.config();
            take(hss, knowing(before, LabPeers.waiting(LATE, PeerRole.SCEF)));
            try (DiameterNode late = late(network)) {
                late.start();
                late.connected(TestNetwork.HSS).get(20, SECONDS);
                assertThat(asksForVector(late, card.imsi())).isEqualTo(5003);
                assertThat(PULL.decodeAnswer(answer(late.exchange(pull(card.imsi()), 5_000))))
                        .as("an SCEF, but not the one of the policy")
                        .isEqualTo(new KeyPullAnswer.UnknownKey());
                take(hss, knowing(before, LabPeers.waiting(LATE, PeerRole.MME)));
                await().atMost(20, SECONDS)
                        .ignoreExceptions()
                        .until(() -> asksForVector(late, card.imsi()) == 2001);
                assertThat(result(late.exchange(pull(card.imsi()), 5_000))).isEqualTo(5003);
                take(hss, before);
                assertThat(late.exchange(vector(card.imsi()), 5_000))
                        .isNotInstanceOf(Outcome.Answered.class);
            }
        }
    }

    private static void take(RunningHss hss, NodeConfig next) {
        hss.change(next).taking().run();
    }

    private static DiameterNode late(TestNetwork network) {
        var hss =
                DiameterConfig.Peer.of(TestNetwork.HSS, PeerRole.HSS)
                        .connectTo(network.hss().node().listenAddress());
        return new DiameterNode(
                new DiameterConfig(
                        LATE,
                        REALM,
                        "Bestow",
                        BestowAvps.DEFAULT_VENDOR_ID,
                        Set.of(ApplicationId.S6A, ApplicationId.S6T),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        List.of(hss),
                        DiameterLimits.DEFAULT.withReconnect(50, 200),
                        null),
                network.world().ports(network.world().entropy()),
                (_, _) -> {
                    throw new IllegalStateException("nobody asks it");
                },
                null);
    }

    private static DiameterMessage vector(Imsi imsi) {
        PlmnId visited = TestNetwork.PLMN;
        return encoded(
                new S6aCodec(BESTOW).authenticationInformation(),
                new AuthenticationInformationRequest(imsi, visited, 1, null, false));
    }

    private static <Q> DiameterMessage encoded(CommandCodec<? super Q, ?> codec, Q request) {
        return codec.encodeRequest(
                request, new Envelope(LATE + ";1;1", LATE, REALM, TestNetwork.HSS, REALM));
    }

    private static int asksForVector(DiameterNode late, Imsi imsi) {
        return result(late.exchange(vector(imsi), 5_000));
    }

    private static DiameterMessage pull(Imsi imsi) {
        return encoded(PULL, new KeyPull(imsi, KeyKind.KS, null));
    }

    private static int result(Outcome outcome) {
        return Result.from(answer(outcome)).code();
    }

    private static DiameterMessage answer(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return ((Outcome.Answered) outcome).answer();
    }
}
