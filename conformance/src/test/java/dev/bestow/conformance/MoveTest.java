package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.SoftUsim;
import dev.bestow.as.DatagramTap;
import dev.bestow.cli.lab.LabEndpoints;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabKeyServers;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.cli.lab.LabPeers;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.coap.CoapTap;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.http.HttpTap;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.http.NorthboundCredentials;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.RunningMme;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.Store;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.NasPort;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;
import dev.bestow.ue.UeFleet;
import dev.bestow.wire.nas.EmmMessage;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// A device goes to the area of another MME of its network: it attaches there with the GUTI of the first one, which
/// knows nothing of it any more (TS 23.401 clause 5.3.2.1, without the transfer of a context).
@Timeout(120)
class MoveTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final int OTHER_CODE = LabNodes.MME_CODE + 1;
    private static final String OTHER_MME =
            Guti.mmeFqdn(LabNodes.PLMN, LabNodes.MME_GROUP, OTHER_CODE);

    @TempDir private Path folder;

    /// Nodes, the last started first.
    private final Deque<RunningNode> running = new ArrayDeque<>();

    private final TestWorld world = new TestWorld();
    private final List<EmmMessage> uplink = new CopyOnWriteArrayList<>();

    private final LabHost host =
            new LabHost(
                    world.ports(world.entropy()),
                    world.certificates(),
                    UnaryOperator.identity(),
                    (_, _, report) -> report,
                    new Host.Taps(
                            null,
                            NasTap.NONE,
                            HttpTap.NONE,
                            DatagramTap.NONE,
                            CoapTap.NONE,
                            KAppObserver.NONE));

    /// A network of two MMEs.
    private final class TwoMmes implements AutoCloseable {
        final LabNodes nodes;
        final RunningKeyServer keyServer;
        final RunningHss hss;
        final RunningMme first;
        final RunningMme second;
        final RunningEndpoint endpoint;

        TwoMmes(Solution row) throws IOException {
            nodes = new LabNodes(row, List.of(), folder);
            keyServer = started(keyServer(row));
            LabKeyServers keyServers = new LabKeyServers(List.of(keyServer));
            hss =
                    started(
                            Network.hss(
                                    nodes.hssConfig(
                                            among(
                                                    mme(LabNodes.MME),
                                                    mme(OTHER_MME),
                                                    LabPeers.connecting(keyServer)),
                                            null),
                                    host));
            CARD.subscribe(hss, LabNodes.endpoint(row));
            first = started(nodes.mme(LabNodes.MmeAt.ANY_PORTS, hss, keyServers, host));
            second = started(Network.mme(another(first.config()), host));
            second.node()
                    .diameter()
                    .connectsTo()
                    .forEach(each -> second.node().diameter().connected(each).join());
            endpoint =
                    started(
                            LabEndpoints.of(nodes, keyServers, hss)
                                    .start(LabNodes.endpoint(row), LabNodes.ANY_PORT, host));
        }

        private RunningKeyServer keyServer(Solution row) throws IOException {
            var hssPeer = LabPeers.waiting(LabNodes.HSS, PeerRole.HSS);
            return LabNodes.keyServer(row).equals(LabNodes.SCEF)
                    ? Network.scef(
                            nodes.scefConfig(
                                    among(hssPeer, mme(LabNodes.MME), mme(OTHER_MME)),
                                    LabNodes.ANY_PORT),
                            host)
                    : Network.emks(nodes.emksConfig(among(hssPeer), LabNodes.ANY_PORT), host);
        }

        private static DiameterSection among(DiameterSection.Peer... peers) {
            return LabPeers.diameter(LabNodes.ANY_PORT, List.of(peers));
        }

        private static DiameterSection.Peer mme(String name) {
            return LabPeers.waiting(name, PeerRole.MME);
        }

        private MmeNodeConfig another(MmeNodeConfig like) {
            return new MmeNodeConfig(
                    new MmeNodeConfig.Identity(LabNodes.PLMN, LabNodes.MME_GROUP, OTHER_CODE, null),
                    like.diameter(),
                    like.nas(),
                    new Store(folder.resolve("other-mme"), null),
                    like.tls(),
                    like.policy(),
                    like.caps(),
                    like.admin());
        }

        private <N extends RunningNode> N started(N node) {
            running.push(node);
            return node;
        }

        AsProvision server() {
            return AsProvision.of(
                    LabNodes.endpoint(nodes.solution()),
                    endpoint.address(),
                    nodes.solution(),
                    UaForm.COMPACT,
                    true);
        }

        @Override
        public void close() {
            running.forEach(RunningNode::close);
            world.close();
        }
    }

    /// Where the device's radio reaches.
    private final AtomicReference<NasPort> reached = new AtomicReference<>();

    private Device device(UeFleet... fleets) {
        var device =
                new Device(
                        new UeConfig(CARD.imsi(), LabNodes.PLMN, TestFleet.CALM),
                        SoftUsim.fresh(CARD.credentials()),
                        new Device.Ports(
                                (message, plain, pdu) ->
                                        Objects.requireNonNull(reached.get())
                                                .send(message, plain, pdu),
                                new UdpTransport(),
                                world.entropy(),
                                world.timers(),
                                KAppObserver.NONE));
        for (UeFleet fleet : fleets) {
            fleet.join(1, device);
        }
        return device;
    }

    private UeFleet at(RunningMme mme) throws IOException {
        return UeFleet.open(mme.node().nasAddress(), (_, message, _, _) -> uplink.add(message));
    }

    private static Guti attached(Device device) {
        AttachOutcome outcome = device.attach();
        assertThat(outcome).isInstanceOf(AttachOutcome.Attached.class);
        return ((AttachOutcome.Attached) outcome).guti();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "11", "11-kasme", "12"})
    void aDeviceThatMovesHasAKeyAtTheSecondMmeAndTheFirstForgetsIt(String row) throws Exception {
        try (TwoMmes network = new TwoMmes(SolutionTable.named(row));
                UeFleet here = at(network.first);
                UeFleet there = at(network.second);
                Device device = device(here, there)) {
            reached.set(here.port(1));
            Guti old = attached(device);
            assertThat(device.report(network.server(), REPORT)).isEqualTo(delivered());
            reached.set(there.port(1));
            Guti now = attached(device);
            assertThat(old.mmeFqdn()).isEqualTo(LabNodes.MME);
            assertThat(now.mmeFqdn()).isEqualTo(OTHER_MME);
            assertThat(uplink).extracting(EmmMessage::name).contains("IDENTITY RESPONSE");
            await().until(() -> network.first.node().mme().ueContexts() == 0);
            assertThat(network.second.node().mme().ueContexts()).isEqualTo(1);
            assertThat(device.report(network.server(), REPORT)).isEqualTo(delivered());
            if (network.nodes.solution().keptByMme()) {
                assertThat(retrieved(network, old)).isEqualTo(new RetrievalAnswer.NotAvailable());
            }
        }
    }

    private static ReportOutcome delivered() {
        return new ReportOutcome.Delivered(REPORT);
    }

    private RetrievalAnswer retrieved(TwoMmes network, Guti guti) {
        AsId as = LabNodes.endpoint(network.nodes.solution());
        try (var client =
                new NorthboundClient(
                        LabEndpoints.northbound(network.keyServer),
                        new NorthboundCredentials(world.certificates().of(as.fqdn()).context()),
                        world.clock(),
                        10_000,
                        HttpTap.NONE)) {
            var name = new KeyName.ByGuti(guti, new Eksi(0));
            RetrievalOutcome outcome =
                    client.retrieve(
                            new RetrievalRequest(as, name, network.nodes.solution().root()));
            return ((RetrievalOutcome.Answered) outcome).answer();
        }
    }
}
