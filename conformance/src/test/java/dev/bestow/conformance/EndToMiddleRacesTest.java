package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.SoftUsim;
import dev.bestow.cli.lab.LabEndpoints;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabKeyServers;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.cli.lab.LabPeers;
import dev.bestow.core.AsId;
import dev.bestow.core.EmseId;
import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.http.HttpTap;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.http.NorthboundCredentials;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningEmks;
import dev.bestow.network.RunningHss;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.northbound.NorthboundKeySource;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The races of solution 10, request by request: an HSS and an EMKS, two MMEs that nobody changed, a card in the hand
/// of the test, and an EMSE that asks. Each key that arrives is the one that the card derives.
class EndToMiddleRacesTest {
    private static final Solution TEN = SolutionTable.named("10");
    private static final TestCard CARD = TestCard.number(5);
    private static final long DEADLINE_MS = 10_000;
    private static final Origin OTHER_MME = new Origin("mme2." + LabNodes.REALM, LabNodes.REALM);

    /// More than the EMKS has room for at a time, of one subscriber and one MME.
    private static final int MANY = 12;

    @TempDir private Path folder;
    private final TestWorld world = new TestWorld();
    private final SoftUsim usim = SoftUsim.fresh(CARD.credentials());
    private LabNodes nodes;
    private RunningEmks emks;
    private RunningHss hss;
    private PublicMme mme;
    private PublicMme otherMme;

    @BeforeEach
    void start() throws IOException {
        nodes = new LabNodes(TEN, List.of(), LabMme.plain, folder);
        emks = nodes.emks(anyPorts(), host(world.entropy()));
        startHss(world.entropy());
    }

    private static LabKeyServers.At anyPorts() {
        return new LabKeyServers.At(LabNodes.ANY_PORT, LabNodes.ANY_PORT);
    }

    private void startHss(Entropy chance) throws IOException {
        hss = Network.hss(nodes.hssConfig(neighbours(), null), host(chance));
        hss.node().diameter().connected(LabNodes.EMKS).join();
        CARD.subscribe(hss, LabNodes.EMSE);
        mme = mme(new Origin(LabNodes.MME, LabNodes.REALM));
        otherMme = mme(OTHER_MME);
    }

    private DiameterSection neighbours() {
        return LabPeers.diameter(
                LabNodes.ANY_PORT,
                List.of(
                        LabPeers.waiting(LabNodes.MME, PeerRole.MME),
                        LabPeers.waiting(OTHER_MME.host(), PeerRole.MME),
                        LabPeers.connecting(emks)));
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

    private LabHost host(Entropy chance) {
        return new LabHost(
                world.ports(chance),
                world.certificates(),
                UnaryOperator.identity(),
                (_, _, report) -> report,
                Host.Taps.NONE);
    }

    @AfterEach
    void stop() {
        stopHss();
        emks.close();
        world.close();
    }

    private void stopHss() {
        mme.close();
        otherMme.close();
        hss.close();
    }

    // -- what goes over the wires ---------------------------------------------------------------

    private static PublicVector askVector(PublicMme from) {
        return PublicVector.ask(from, CARD.imsi());
    }

    private static void updateLocation(PublicMme from) {
        PublicVector.updateLocation(from, CARD.imsi());
    }

    /// What the device derives when its card accepts the vector.
    private Secret derived(PublicVector vector) {
        try (var intermediate = E2mIntKey.from(vector.accepted(usim))) {
            return E2mKey.from(intermediate, new EmseId(LabNodes.EMSE.fqdn())).octets();
        }
    }

    /// The keys that the EMSE gets under that name.
    private List<Secret> fetched(PublicVector vector) {
        try (var client = client(LabNodes.EMSE)) {
            var source = new NorthboundKeySource(LabNodes.EMSE, TEN, client::retrieve);
            return switch (source.fetch(new KeyName.ByRand(vector.rand().id()), Octets.EMPTY)) {
                case RetrievalAnswer.Keys(List<RetrievedKey> keys) ->
                        keys.stream().map(RetrievedKey::leaf).map(LeafKey::octets).toList();
                case RetrievalAnswer.NotAvailable _ -> List.of();
                case RetrievalAnswer other -> throw new AssertionError("answered " + other);
            };
        }
    }

    private NorthboundClient client(AsId caller) {
        return new NorthboundClient(
                LabEndpoints.northbound(emks),
                new NorthboundCredentials(world.certificates().of(caller.fqdn()).context()),
                world.clock(),
                DEADLINE_MS,
                HttpTap.NONE);
    }

    private void expectKeyOf(PublicVector vector) {
        assertThat(fetched(vector)).containsExactly(derived(vector));
    }

    // -- races ----------------------------------------------------------------------------------

    @Test
    void aReauthenticationWithoutAnUpdateLocationServesTheKeyBeforeAndTheNewOne() {
        PublicVector first = askVector(mme);
        updateLocation(mme);
        expectKeyOf(first);
        PublicVector second = askVector(mme);
        expectKeyOf(second);
        assertThat(fetched(first)).as("for the session that opens meanwhile").hasSize(1);
    }

    @Test
    void keysPushedForRunsThatNeverSucceededLeaveTheOneThatDid() {
        for (int i = 0; i < 3; i++) {
            askVector(mme);
        }
        PublicVector used = askVector(mme);
        updateLocation(mme);
        expectKeyOf(used);
    }

    /// The MME keeps vectors for later: the second is used at once, the third at the next attach.
    @Test
    void ofSeveralVectorsEachThatIsUsedHasItsKey() {
        askVector(mme);
        PublicVector second = askVector(mme);
        PublicVector third = askVector(mme);
        updateLocation(mme);
        expectKeyOf(second);
        updateLocation(mme);
        expectKeyOf(third);
    }

    @Test
    void requestsInADevicesNameBetweenItsVectorAndItsLocationDoNotCostItsKey() {
        PublicVector ofDevice = askVector(mme);
        for (int i = 0; i < MANY; i++) {
            askVector(mme);
        }
        updateLocation(mme);
        expectKeyOf(ofDevice);
    }

    @Test
    void requestsOfAnotherMmeDisplaceNoKey() {
        PublicVector ofDevice = askVector(mme);
        for (int i = 0; i < 2 * MANY; i++) {
            askVector(otherMme);
        }
        updateLocation(mme);
        expectKeyOf(ofDevice);
    }

    /// Whoever moves to another MME is proven there, and the key from before goes on for its sessions.
    @Test
    void aDeviceThatMovesToAnotherMmeHasTheKeysOfBoth() {
        PublicVector before = askVector(mme);
        updateLocation(mme);
        expectKeyOf(before);
        PublicVector after = askVector(otherMme);
        updateLocation(otherMme);
        expectKeyOf(after);
        assertThat(fetched(before)).hasSize(1);
    }

    @Test
    void theKeySurvivesARestartOfTheEmksBetweenVectorAndLocation() throws IOException {
        PublicVector vector = askVector(mme);
        var at = LabKeyServers.At.of(emks);
        emks.close();
        emks = nodes.emks(at, host(world.entropy()));
        hss.node().diameter().connected(LabNodes.EMKS).join();
        updateLocation(mme);
        expectKeyOf(vector);
    }

    /// The answer to the MME goes out all the same; the push is repeated, and arrives after the proof.
    @Test
    void aPushThatFindsNoEmksArrivesWhenItIsBack() throws IOException {
        var at = LabKeyServers.At.of(emks);
        emks.close();
        PublicVector vector = askVector(mme);
        updateLocation(mme);
        emks = nodes.emks(at, host(world.entropy()));
        Secret expected = derived(vector);
        await().untilAsserted(() -> assertThat(fetched(vector)).containsExactly(expected));
    }

    @Test
    void aRestartOfTheHssBetweenVectorAndLocationLeavesTheKey() throws IOException {
        PublicVector vector = askVector(mme);
        stopHss();
        startHss(world.entropy());
        updateLocation(mme);
        expectKeyOf(vector);
    }

    /// 32 bits of RAND are no proof of who it is: two subscribers share them, and each MAC fits one key.
    @Test
    void aKeyIdentifierOfTwoSubscribersNamesBothKeys() throws IOException {
        stopHss();
        startHss(sameEnd());
        TestCard other = TestCard.number(6);
        other.subscribe(hss, LabNodes.EMSE);
        PublicVector vector = askVector(mme);
        assertThat(Result.from(mme.askVector(other.imsi(), LabNodes.PLMN)))
                .isEqualTo(Result.SUCCESS);
        assertThat(fetched(vector)).hasSize(2).doesNotHaveDuplicates().contains(derived(vector));
    }

    @Test
    void aKeyIdentifierThatComesTwiceToOneSubscriberNamesBothKeys() throws IOException {
        stopHss();
        startHss(sameEnd());
        PublicVector first = askVector(mme);
        PublicVector second = askVector(mme);
        assertThat(second.rand()).isNotEqualTo(first.rand());
        Secret older = derived(first);
        assertThat(fetched(first)).containsExactlyInAnyOrder(older, derived(second));
        updateLocation(mme);
        assertThat(fetched(first)).hasSize(2).contains(older);
    }

    /// Random numbers whose last four octets are always the same.
    private Entropy sameEnd() {
        return octets -> {
            world.entropy().fill(octets);
            if (octets.length == Rand.OCTETS) {
                octets[12] = octets[13] = octets[14] = octets[15] = 0x5a;
            }
        };
    }
}
