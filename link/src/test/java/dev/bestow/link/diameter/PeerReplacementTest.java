package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.core.InvalidValue;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Result;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// Peers that come, go and change while a node runs: who is none any more has no right, on an open connection either.
@Timeout(120)
class PeerReplacementTest {
    private static final String HSS = "hss.test";
    private static final String MME = "mme.test";
    private static final String OTHER = "mme2.test";

    private final List<DiameterNode> nodes = new ArrayList<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private DiameterNode start(TestNode node) throws Exception {
        DiameterNode started = node.start();
        nodes.add(started);
        return started;
    }

    @AfterEach
    void stop() {
        release.countDown();
        nodes.reversed().forEach(DiameterNode::close);
    }

    private static DiameterConfig.Peer peer(String host) {
        return DiameterConfig.Peer.of(host, TestNode.roleOf(host)).realm(TestNode.realmOf(host));
    }

    private static DiameterConfig.Peer relayed(String host, String... relays) {
        return peer(host).relays(Set.of(relays));
    }

    private static DiameterConfig.Peer relay(String host) {
        return DiameterConfig.Peer.of(host, PeerRole.RELAY).realm("visited.test");
    }

    /// Serves AIRs to MMEs only, as a router would, and waits with each answer.
    private record Served(CountDownLatch entered, CountDownLatch release)
            implements RequestHandler {
        @Override
        public @Nullable Refusal refusal(DiameterMessage request, Requester from) {
            return from.role() == PeerRole.MME
                    ? null
                    : new Refusal(Refusal.Kind.ROLE, from + " is no MME");
        }

        @Override
        public DiameterMessage handle(DiameterMessage request, Requester from) {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return TestNode.success(request, from);
        }
    }

    private static Served served() {
        return new Served(new CountDownLatch(1), new CountDownLatch(0));
    }

    private Served held() {
        return new Served(entered, release);
    }

    private DiameterNode hss(RequestHandler handler, DiameterConfig.Peer... peers)
            throws Exception {
        var node = new TestNode(HSS, "home.test").handler(handler);
        for (DiameterConfig.Peer peer : peers) {
            node.peer(peer);
        }
        return start(node);
    }

    private DiameterNode mme(String host, DiameterNode hss) throws Exception {
        return start(new TestNode(host, "visited.test").peer(HSS, hss.listenAddress()));
    }

    private DiameterNode connected(String host, DiameterNode hss) throws Exception {
        DiameterNode mme = mme(host, hss);
        mme.connected(HSS).get(10, SECONDS);
        return mme;
    }

    private static DiameterMessage request(String from) {
        return TestNode.request(318, ApplicationId.S6A, from, HSS, 0);
    }

    private static int result(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return Result.from(((Outcome.Answered) outcome).answer()).code();
    }

    private static int asks(DiameterNode mme, String from) {
        return result(mme.exchange(request(from), 5_000));
    }

    @Test
    void aPeerThatIsAddedIsServedAndTheOthersKeepTheirConnections() throws Exception {
        DiameterNode hss = hss(served(), peer(MME));
        DiameterNode mme = connected(MME, hss);
        DiameterNode late = mme(OTHER, hss);
        await().until(() -> hss.counted(Counter.REFUSED_PEERS) > 0);
        CompletableFuture<Void> lost = mme.connected(HSS);
        hss.replacePeers(List.of(peer(MME), peer(OTHER)));
        late.connected(HSS).get(10, SECONDS);
        assertThat(asks(late, OTHER)).isEqualTo(2001);
        assertThat(asks(mme, MME)).isEqualTo(2001);
        assertThat(lost).as("it was connected all the time").isCompleted();
        assertThat(mme.counted(Counter.FAILOVERS)).isZero();
        assertThat(hss.peers(PeerRole.MME)).containsExactly(MME, OTHER);
    }

    @Test
    void aPeerThatIsRemovedIsToldToLeaveAndComesBackToNothing() throws Exception {
        DiameterNode hss = hss(served(), peer(MME), peer(OTHER));
        DiameterNode mme = connected(MME, hss);
        DiameterNode other = connected(OTHER, hss);
        hss.replacePeers(List.of(peer(MME)));
        assertThat(other.exchange(request(OTHER), 5_000)).isNotInstanceOf(Outcome.Answered.class);
        await().until(() -> !other.isConnected(HSS));
        assertThat(hss.isConnected(OTHER)).isFalse();
        assertThatThrownBy(() -> hss.connected(OTHER).get(1, SECONDS))
                .isInstanceOf(ExecutionException.class);
        assertThat(asks(mme, MME)).isEqualTo(2001);
    }

    /// The handler runs on; its answer, which may be a vector, does not leave.
    @Test
    void whatAPeerAskedForBeforeItWasRemovedDoesNotLeave() throws Exception {
        DiameterNode hss = hss(held(), peer(MME));
        DiameterNode mme = connected(MME, hss);
        CompletableFuture<Outcome> asked = mme.send(request(MME), 10_000);
        assertThat(entered.await(10, SECONDS)).isTrue();
        hss.replacePeers(List.of());
        release.countDown();
        assertThat(asked.get(20, SECONDS)).isNotInstanceOf(Outcome.Answered.class);
        await().until(() ->
                hss.counted(Counter.DROPPED_ANSWERS) + hss.counted(Counter.WRONG_ROLES) > 0);
    }

    /// It ignores the DPR and goes on asking: nothing but the DPR reaches it.
    @Test
    void aPeerThatDoesNotLeaveGetsNothing() throws Exception {
        DiameterNode hss = hss(held(), peer(MME));
        try (RawPeer mme = RawPeer.open(hss.listenAddress(), MME)) {
            mme.send(mme.request(1));
            assertThat(entered.await(10, SECONDS)).isTrue();
            hss.replacePeers(List.of());
            release.countDown();
            mme.send(mme.request(2));
            DiameterMessage last = mme.read();
            assertThat(last.isRequest()).isTrue();
            assertThat(last.commandCode()).isEqualTo(CommandCode.DISCONNECT_PEER);
            mme.expectClosed();
        }
    }

    @Test
    void aPeerWhoseRoleChangedIsMetAgainAndAsksForNothingOfTheOldOne() throws Exception {
        DiameterNode hss = hss(served(), peer(MME));
        DiameterNode mme = connected(MME, hss);
        assertThat(asks(mme, MME)).isEqualTo(2001);
        hss.replacePeers(List.of(DiameterConfig.Peer.of(MME, PeerRole.SCEF).realm("visited.test")));
        await().untilAsserted(() -> {
            Outcome outcome = mme.exchange(request(MME), 5_000);
            assertThat(outcome).isInstanceOf(Outcome.Answered.class);
            assertThat(result(outcome)).isEqualTo(5003);
        });
        hss.replacePeers(List.of(peer(MME)));
        await().ignoreExceptions().until(() -> asks(mme, MME) == 2001);
    }

    /// The relay's own connection stays: what it says for a peer that has gone counts no more.
    @Test
    void aRelaySpeaksForAPeerOnlyAsLongAsThatIsOne() throws Exception {
        DiameterNode hss = hss(served(), relay("relay.test"), relayed(MME, "relay.test"));
        DiameterNode relay = connected("relay.test", hss);
        assertThat(asks(relay, MME)).isEqualTo(2001);
        hss.replacePeers(List.of(relay("relay.test"), peer(MME)));
        assertThat(asks(relay, MME)).as("its entry lists the relay no more").isEqualTo(5004);
        hss.replacePeers(List.of(relay("relay.test"), relayed(MME, "relay.test")));
        assertThat(asks(relay, MME)).isEqualTo(2001);
        hss.replacePeers(List.of(relay("relay.test")));
        assertThat(asks(relay, MME)).isEqualTo(5004);
    }

    @Test
    void whatARelayAskedForInThePeersNameDoesNotLeaveEither() throws Exception {
        DiameterNode hss = hss(held(), relay("relay.test"), relayed(MME, "relay.test"));
        DiameterNode relay = connected("relay.test", hss);
        CompletableFuture<Outcome> asked = relay.send(request(MME), 10_000);
        assertThat(entered.await(10, SECONDS)).isTrue();
        hss.replacePeers(List.of(relay("relay.test")));
        release.countDown();
        assertThat(result(asked.get(20, SECONDS))).isEqualTo(5003);
    }

    @Test
    void aPeerAtAnotherAddressIsConnectedToThere() throws Exception {
        DiameterNode first = hss(served(), peer(MME));
        DiameterNode second = hss(served(), peer(MME));
        DiameterNode mme = connected(MME, first);
        mme.replacePeers(List.of(peer(HSS).connectTo(second.listenAddress())));
        mme.connected(HSS).get(10, SECONDS);
        assertThat(asks(mme, MME)).isEqualTo(2001);
        assertThat(second.counted(Counter.REQUESTS_RECEIVED)).isEqualTo(1);
        await().until(() -> !first.isConnected(MME));
    }

    /// What waits for an answer of a peer that has gone ends at once, not at its deadline.
    @Test
    void whatWaitsForAPeerThatIsRemovedEnds() throws Exception {
        DiameterNode hss = hss(held(), peer(MME));
        DiameterNode mme = connected(MME, hss);
        CompletableFuture<Outcome> asked = mme.send(request(MME), 60_000);
        assertThat(entered.await(10, SECONDS)).isTrue();
        mme.replacePeers(List.of());
        assertThat(asked.get(10, SECONDS)).isInstanceOf(Outcome.Undeliverable.class);
    }

    @Test
    void peersThatDoNotFitTogetherChangeNothing() throws Exception {
        DiameterNode hss = hss(served(), peer(MME));
        DiameterNode mme = connected(MME, hss);
        var away = new InetSocketAddress("192.0.2.1", 3868);
        for (List<DiameterConfig.Peer> wrong :
                List.of(
                        List.of(peer(OTHER), peer(OTHER)),
                        List.of(peer(HSS)),
                        List.of(relayed(OTHER, MME)),
                        List.of(peer(OTHER).connectTo(away)))) {
            assertThatThrownBy(() -> hss.replacePeers(wrong)).isInstanceOf(InvalidValue.class);
            assertThat(hss.peers(PeerRole.MME)).containsExactly(MME);
        }
        assertThat(asks(mme, MME)).isEqualTo(2001);
    }

    /// Whatever the order of things, the peer that stays is answered throughout.
    @Test
    void aPeerThatStaysMissesNothingWhileOthersComeAndGo() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        DiameterNode hss = hss(served(), peer(MME));
        DiameterNode mme = connected(MME, hss);
        mme(OTHER, hss);
        List<CompletableFuture<Outcome>> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            asked.add(mme.send(request(MME), 20_000));
            hss.replacePeers(
                    random.nextBoolean()
                            ? List.of(peer(OTHER), peer(MME))
                            : List.of(peer(MME), relay("relay.test")));
        }
        for (CompletableFuture<Outcome> each : asked) {
            assertThat(result(each.get(20, SECONDS))).as("seed %d", seed).isEqualTo(2001);
        }
        assertThat(mme.counted(Counter.FAILOVERS)).isZero();
    }
}
