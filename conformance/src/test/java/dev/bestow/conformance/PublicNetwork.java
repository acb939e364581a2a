package dev.bestow.conformance;

import dev.bestow.cli.lab.LabEndpoints;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.cli.lab.LabPeers;
import dev.bestow.core.Entropy;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningEmks;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.EmksNodeConfig;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.config.ServedBy;
import dev.bestow.wire.diameter.Origin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// HSS, SCEF and EMKS on real sockets, and two MMEs that nobody changed. Cards are in the hand of the test.
final class PublicNetwork implements AutoCloseable {
    private static final Origin OTHER_MME = new Origin("mme2." + LabNodes.REALM, LabNodes.REALM);

    /// What a test chooses.
    ///
    /// @param others endpoints that another row than 12 serves
    /// @param scef served by the SCEF
    /// @param emks served by the EMKS
    /// @param chance where RANDs come from
    record Setup(
            List<ServedBy> others,
            UnaryOperator<ScefNodeConfig.Policy> scef,
            UnaryOperator<EmksNodeConfig.Policy> emks,
            UnaryOperator<Entropy> chance) {
        /// [LabNodes#EMSE] and [TestNetwork#OTHER_EMSE] by solution 10, and [LabNodes#AS] by solution 12.
        static Setup standard() {
            var ten = SolutionTable.named("10");
            return new Setup(
                    List.of(
                            new ServedBy(LabNodes.EMSE, ten),
                            new ServedBy(TestNetwork.OTHER_EMSE, ten)),
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity());
        }

        Setup withEmks(UnaryOperator<EmksNodeConfig.Policy> policy) {
            return new Setup(others, scef, policy, chance);
        }
    }

    private final TestWorld world = new TestWorld();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final RunningScef scef;
    private final RunningEmks emks;
    private final RunningHss hss;
    private final PublicMme mme;
    private final PublicMme otherMme;

    PublicNetwork(Setup setup, Path folder) throws IOException {
        var nodes = new LabNodes(SolutionTable.named("12"), setup.others(), LabMme.plain, folder);
        Host usual = host(world.entropy());
        scef = closing(Network.scef(scef(nodes, setup), usual));
        emks = closing(Network.emks(emks(nodes, setup), usual));
        Host drawing = host(setup.chance().apply(world.entropy()));
        hss = closing(Network.hss(nodes.hssConfig(neighbours(), null), drawing));
        hss.node().diameter().connected(LabNodes.SCEF).join();
        hss.node().diameter().connected(LabNodes.EMKS).join();
        mme = mme(new Origin(LabNodes.MME, LabNodes.REALM));
        otherMme = mme(OTHER_MME);
    }

    private <T extends AutoCloseable> T closing(T resource) {
        started.push(resource);
        return resource;
    }

    private Host host(Entropy chance) {
        return new LabHost(
                world.ports(chance),
                world.certificates(),
                UnaryOperator.identity(),
                (_, _, report) -> report,
                Host.Taps.NONE);
    }

    private static ScefNodeConfig scef(LabNodes nodes, Setup setup) {
        ScefNodeConfig usual = nodes.scefConfig(onlyHss(), LabNodes.ANY_PORT);
        return new ScefNodeConfig(
                usual.identity(),
                usual.diameter(),
                usual.http(),
                usual.tls(),
                usual.store(),
                null,
                setup.scef().apply(usual.policy()),
                usual.caps(),
                null);
    }

    private static EmksNodeConfig emks(LabNodes nodes, Setup setup) {
        EmksNodeConfig usual = nodes.emksConfig(onlyHss(), LabNodes.ANY_PORT);
        return new EmksNodeConfig(
                usual.identity(),
                usual.diameter(),
                usual.http(),
                usual.ownRuns(),
                usual.tls(),
                usual.store(),
                null,
                setup.emks().apply(usual.policy()),
                usual.caps(),
                null);
    }

    private static DiameterSection onlyHss() {
        return LabPeers.diameter(
                LabNodes.ANY_PORT, List.of(LabPeers.waiting(LabNodes.HSS, PeerRole.HSS)));
    }

    private DiameterSection neighbours() {
        return LabPeers.diameter(
                LabNodes.ANY_PORT,
                List.of(
                        LabPeers.waiting(LabNodes.MME, PeerRole.MME),
                        LabPeers.waiting(OTHER_MME.host(), PeerRole.MME),
                        LabPeers.connecting(scef),
                        LabPeers.connecting(emks)));
    }

    private PublicMme mme(Origin self) throws IOException {
        var home =
                DiameterConfig.Peer.of(LabNodes.HSS, PeerRole.HSS)
                        .connectTo(hss.node().listenAddress())
                        .realms(Set.of(LabNodes.REALM));
        var mme = new PublicMme(self, home, LabNodes.REALM, world.ports(world.entropy()), null);
        closing(mme).start();
        return mme;
    }

    TestWorld world() {
        return world;
    }

    RunningHss hss() {
        return hss;
    }

    RunningScef scef() {
        return scef;
    }

    RunningEmks emks() {
        return emks;
    }

    PublicMme mme() {
        return mme;
    }

    PublicMme otherMme() {
        return otherMme;
    }

    /// The endpoint with a certificate of this name, as it reaches `server`.
    RawEndpoint endpoint(String certificate, RunningKeyServer server) {
        return new RawEndpoint(
                world.certificates().of(certificate).context(), LabEndpoints.northbound(server));
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a node does not stop", e);
            }
        }
        world.close();
    }
}
