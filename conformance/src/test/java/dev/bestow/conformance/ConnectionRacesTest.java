package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.SoftUsim;
import dev.bestow.cli.lab.LabEndpoints;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.cli.lab.LabPeers;
import dev.bestow.core.HseId;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.RunningHss;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.northbound.NorthboundKeySource;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The races of solution 1B, request by request: an HSS and an HSE, two MMEs that tell of PDN connections by a NOR or
/// not at all, and a card in the hand of the test. Each key set that arrives is the one that the card derives.
class ConnectionRacesTest {
    private static final Solution ONE_B = SolutionTable.named("1B");
    private static final TestCard CARD = TestCard.number(5);
    private static final Origin OTHER_MME = new Origin("mme2." + LabNodes.REALM, LabNodes.REALM);

    @TempDir private Path folder;
    private final TestWorld world = new TestWorld();
    private final SoftUsim usim = SoftUsim.fresh(CARD.credentials());
    private final DiameterRecord diameter = new DiameterRecord();
    private LabNodes nodes;
    private RunningHss hss;
    private RunningEndpoint hse;
    private PublicMme mme;
    private PublicMme otherMme;

    @BeforeEach
    void start() throws IOException {
        nodes = nodes(LabMme.bestow);
        startHss(LabNodes.ANY_PORT);
        startHse();
        CARD.subscribe(hss, LabNodes.HSE);
    }

    /// @param told of whose connections the HSS hears: by NOR alone, or by ULR too
    private LabNodes nodes(LabMme told) {
        return new LabNodes(ONE_B, List.of(), told, folder);
    }

    private void startHss(Endpoint at) throws IOException {
        hss = Network.hss(hssConfig(at), host());
        mme = mme(new Origin(LabNodes.MME, LabNodes.REALM));
        otherMme = mme(OTHER_MME);
    }

    private HssNodeConfig hssConfig(Endpoint at) {
        var neighbours =
                LabPeers.diameter(
                        at,
                        List.of(
                                LabPeers.waiting(LabNodes.MME, PeerRole.MME),
                                LabPeers.waiting(OTHER_MME.host(), PeerRole.MME),
                                LabPeers.waiting(LabNodes.HSE.fqdn(), PeerRole.HSE)));
        return nodes.hssConfig(neighbours, null);
    }

    private void startHse() throws IOException {
        var neighbours =
                LabPeers.diameter(
                        LabNodes.ANY_PORT,
                        List.of(
                                LabPeers.connecting(
                                        LabNodes.HSS, PeerRole.HSS, hss.node().listenAddress())));
        hse =
                new LabEndpoints(nodes, null, neighbours)
                        .start(LabNodes.HSE, LabNodes.ANY_PORT, host());
        hss.node().diameter().connected(LabNodes.HSE.fqdn()).join();
    }

    private PublicMme mme(Origin self) throws IOException {
        var home =
                DiameterConfig.Peer.of(LabNodes.HSS, PeerRole.HSS)
                        .connectTo(hss.node().listenAddress())
                        .realms(Set.of(LabNodes.REALM));
        var started = new PublicMme(self, home, LabNodes.REALM, world.ports(world.entropy()), null);
        started.start();
        return started;
    }

    private LabHost host() {
        Host.Taps none = Host.Taps.NONE;
        return new LabHost(
                world.ports(world.entropy()),
                world.certificates(),
                UnaryOperator.identity(),
                (_, _, report) -> report,
                new Host.Taps(
                        diameter,
                        none.nas(),
                        none.http(),
                        none.reports(),
                        none.ownRuns(),
                        none.kApp()));
    }

    @AfterEach
    void stop() {
        hse.close();
        stopHss();
        world.close();
    }

    private void stopHss() {
        mme.close();
        otherMme.close();
        hss.close();
    }

    private Endpoint closeHss() {
        Endpoint at = LabNodes.at(hss.node().listenAddress());
        stopHss();
        return at;
    }

    // -- what goes over the wires ---------------------------------------------------------------

    private static PublicVector askVector(PublicMme from) {
        return PublicVector.ask(from, CARD.imsi());
    }

    private static void updateLocation(PublicMme from) {
        PublicVector.updateLocation(from, CARD.imsi());
    }

    private static Result connected(PublicMme from) {
        return Result.from(from.notifyOf(CARD.imsi(), "iot"));
    }

    /// A vector that the device's card takes, up to the end of its attach.
    private static PublicVector attached(PublicMme from) {
        PublicVector vector = askVector(from);
        updateLocation(from);
        return vector;
    }

    /// What the device derives when its card accepts the vector.
    private Secret derived(PublicVector vector) {
        try (var keySet = E2mKeySet.from(vector.accepted(usim), vector.rand())) {
            return keySet.leafFor(new HseId(LabNodes.HSE.fqdn())).octets();
        }
    }

    /// What the HSE finds when a device names its key so.
    private RetrievalAnswer fetched(PublicVector vector) {
        var keys = Objects.requireNonNull(hse.ownKeys()).keyRetrieval();
        return new NorthboundKeySource(
                        LabNodes.HSE,
                        ONE_B,
                        request ->
                                new RetrievalOutcome.Answered(keys.retrieve(LabNodes.HSE, request)))
                .fetch(new KeyName.ByRand(vector.rand().id()), Octets.EMPTY);
    }

    private void expectKey(PublicVector vector, Secret expected) {
        assertThat(fetched(vector))
                .isInstanceOfSatisfying(
                        RetrievalAnswer.Keys.class,
                        found ->
                                assertThat(found.keys())
                                        .extracting(RetrievedKey::leaf)
                                        .extracting(leaf -> leaf.octets())
                                        .containsExactly(expected));
    }

    private void expectKeyOf(PublicVector vector) {
        expectKey(vector, derived(vector));
    }

    private void expectNotYet(PublicVector vector) {
        assertThat(fetched(vector)).isEqualTo(new RetrievalAnswer.NotYet(1));
    }

    private long pushesAndProofs() {
        return diameter.requestsTo(LabNodes.HSE.fqdn(), CommandCode.REPORTING_INFORMATION);
    }

    // -- races ----------------------------------------------------------------------------------

    /// Its first packet may be there before the NOR.
    @Test
    void aDeviceThatIsFasterThanItsConnectionIsAskedToComeAgain() {
        PublicVector vector = attached(mme);
        expectNotYet(vector);
        assertThat(pushesAndProofs()).isZero();
        assertThat(connected(mme)).isEqualTo(Result.SUCCESS);
        expectKeyOf(vector);
    }

    @Test
    void theUpdateLocationTellsOfTheConnectionBesideAnMmeThatSendsNoNor() throws IOException {
        hse.close();
        nodes = nodes(LabMme.plain);
        startHss(closeHss());
        startHse();
        PublicVector vector = attached(mme);
        expectKeyOf(vector);
    }

    /// The answer to the MME goes out all the same, and the push is repeated.
    @Test
    void aPushThatFindsNoHseArrivesWhenItIsBack() throws IOException {
        PublicVector vector = attached(mme);
        hse.close();
        assertThat(connected(mme)).isEqualTo(Result.SUCCESS);
        startHse();
        Secret expected = derived(vector);
        await().untilAsserted(() -> expectKey(vector, expected));
    }

    @Test
    void aKeySetSurvivesARestartOfTheHseBeforeTheFirstPacket() throws IOException {
        PublicVector vector = attached(mme);
        connected(mme);
        hse.close();
        startHse();
        expectKeyOf(vector);
    }

    @Test
    void aConnectionThatIsToldTwiceLeavesOneKeySet() {
        PublicVector vector = attached(mme);
        connected(mme);
        connected(mme);
        expectKeyOf(vector);
        assertThat(pushesAndProofs()).isEqualTo(4);
    }

    /// Every NOR of the first attach is lost. The device is told NOT_YET until it attaches again.
    @Test
    void aConnectionThatIsNeverToldCostsOneMoreAttach() {
        PublicVector lost = attached(mme);
        expectNotYet(lost);
        PublicVector again = attached(mme);
        connected(mme);
        Secret before = derived(lost);
        expectKeyOf(again);
        expectKey(lost, before);
    }

    /// It remembers no RAND of before.
    @Test
    void aRestartOfTheHssBetweenVectorAndConnectionCostsOneMoreAttach() throws IOException {
        PublicVector vector = attached(mme);
        startHss(closeHss());
        hss.node().diameter().connected(LabNodes.HSE.fqdn()).join();
        assertThat(connected(mme)).isEqualTo(Result.SUCCESS);
        expectNotYet(vector);
        PublicVector again = attached(mme);
        connected(mme);
        expectKeyOf(again);
    }

    @Test
    void vectorsThatWereNeverUsedLeaveTheOneThatWas() {
        askVector(mme);
        askVector(otherMme);
        PublicVector used = attached(mme);
        askVector(mme);
        connected(mme);
        expectKeyOf(used);
    }

    /// It attached before, and somebody without its card does so in its name now.
    @Test
    void aConnectionOfAUeWhoseAkaFailedLeavesTheKeySetBefore() {
        PublicVector used = attached(mme);
        connected(mme);
        expectKeyOf(used);
        askVector(mme);
        connected(mme);
        assertThat(fetched(used)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @Test
    void aConnectionOfAnMmeThatDoesNotServeTheDevicePushesNothing() {
        attached(mme);
        askVector(otherMme);
        assertThat(connected(otherMme)).isEqualTo(TgppResult.UNKNOWN_SERVING_NODE);
        assertThat(pushesAndProofs()).isZero();
    }

    @Test
    void aDeviceThatMovesToAnotherMmeHasTheKeySetsOfBoth() {
        PublicVector before = attached(mme);
        connected(mme);
        expectKeyOf(before);
        PublicVector after = attached(otherMme);
        connected(otherMme);
        expectKeyOf(after);
        assertThat(fetched(before)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    /// A withdrawal erases at the HSE as at any key server.
    @Test
    void aSubscriberThatIsWithdrawnHasNoKeySetAtTheHse() {
        PublicVector vector = attached(mme);
        connected(mme);
        expectKeyOf(vector);
        hss.node().subscribers().remove(CARD.imsi());
        await().untilAsserted(() -> expectNotYet(vector));
    }
}
