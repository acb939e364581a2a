package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who asks is what the connection and the configuration say, whatever a message claims.
@Timeout(60)
class RequesterTest {
    private static final String RELAY = "relay.test";
    private static final Origin MME = new Origin("mme.visited.test", "visited.test");
    private static final Origin FAR_MME = new Origin("mme.far.test", "far.test");

    private final List<Requester> seen = new CopyOnWriteArrayList<>();

    /// Knows an MME, a relay for `far.test`, and an MME that this relay may speak for.
    private DiameterNode hss() throws Exception {
        return new TestNode("hss.test", "home.test")
                .peer(DiameterConfig.Peer.of("mme.test", PeerRole.MME).realm("visited.test"))
                .peer(
                        DiameterConfig.Peer.of(RELAY, PeerRole.RELAY)
                                .realm("visited.test")
                                .realms(Set.of("far.test", "home.test")))
                .peer(DiameterConfig.Peer.of("scef.home.test", PeerRole.SCEF).relays(Set.of(RELAY)))
                .peer(DiameterConfig.Peer.of("hss2.home.test", PeerRole.HSS))
                .handler((request, from) -> {
                    seen.add(from);
                    return TestNode.success(request, from);
                })
                .start();
    }

    private int result(RawPeer peer, DiameterMessage request) throws Exception {
        peer.send(request);
        return Result.from(peer.read()).code();
    }

    @Test
    void aPeerSpeaksForItself() throws Exception {
        try (DiameterNode hss = hss();
                RawPeer mme = RawPeer.open(hss.listenAddress(), "mme.test")) {
            assertThat(result(mme, mme.requestOf(new Origin("MME.test", "Visited.TEST"), 1)))
                    .as("names compare without case")
                    .isEqualTo(2001);
            assertThat(seen)
                    .containsExactly(
                            new Requester(
                                    "mme.test",
                                    new Origin("mme.test", "visited.test"),
                                    PeerRole.MME,
                                    new Requester.HopSecurity(true, true, false)));
        }
    }

    @Test
    void aPeerInAnotherNameIsRefusedAndGoesOnInItsOwn() throws Exception {
        try (DiameterNode hss = hss();
                RawPeer mme = RawPeer.open(hss.listenAddress(), "mme.test")) {
            Origin[] lies = {
                MME,
                FAR_MME,
                new Origin("mme.test", "home.test"),
                new Origin("hss.test", "home.test"),
                new Origin("scef.home.test", "home.test"),
                new Origin(RELAY, "visited.test")
            };
            int hopByHop = 1;
            for (Origin lie : lies) {
                mme.send(mme.requestOf(lie, hopByHop++));
                DiameterMessage refused = mme.read();
                assertThat(Result.from(refused).code()).as("%s", lie).isEqualTo(5004);
                assertThat(refused.find(BaseAvps.FAILED_AVP)).isNotNull();
            }
            assertThat(hss.counted(Counter.WRONG_ORIGINS)).isEqualTo(lies.length);
            assertThat(seen).isEmpty();
            assertThat(result(mme, mme.request(90))).isEqualTo(2001);
        }
    }

    /// Which of them would a reader believe?
    @Test
    void twoOriginsAreRefused() throws Exception {
        try (DiameterNode hss = hss();
                RawPeer mme = RawPeer.open(hss.listenAddress(), "mme.test")) {
            MessageBuilder twice =
                    MessageBuilder.request(
                            CommandCode.AUTHENTICATION_INFORMATION, ApplicationId.S6A, 0);
            new Origin("mme.test", "visited.test").putInto(twice);
            new Origin("hss2.home.test", "home.test").putInto(twice);
            assertThat(result(mme, twice.hopByHop(1).build())).isEqualTo(5009);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void aRelaySpeaksForItsRealmsAndForPeersThatListIt() throws Exception {
        try (DiameterNode hss = hss();
                RawPeer relay = RawPeer.open(hss.listenAddress(), RELAY)) {
            assertThat(result(relay, relay.requestOf(FAR_MME, 1))).isEqualTo(2001);
            assertThat(result(relay, relay.requestOf(new Origin("scef.home.test", "home.test"), 2)))
                    .isEqualTo(2001);
            assertThat(seen).extracting(Requester::peer).containsOnly(RELAY);
            assertThat(seen)
                    .extracting(Requester::role)
                    .containsExactly(PeerRole.MME, PeerRole.SCEF);
            assertThat(seen).noneMatch(from -> from.hop().direct());
        }
    }

    @Test
    void aRelaySpeaksForNobodyElse() throws Exception {
        try (DiameterNode hss = hss();
                RawPeer relay = RawPeer.open(hss.listenAddress(), RELAY)) {
            Origin[] lies = {
                new Origin("mme.visited.test", "visited.test"),
                new Origin("mme.far.test", "home.test"),
                new Origin("mme.test", "visited.test"),
                new Origin("hss2.home.test", "home.test"),
                new Origin("hss.test", "home.test")
            };
            int hopByHop = 1;
            for (Origin lie : lies) {
                assertThat(result(relay, relay.requestOf(lie, hopByHop++)))
                        .as("%s", lie)
                        .isEqualTo(5004);
            }
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void aRealmThatIsNotItsOwnGetsNoConnection() throws Exception {
        try (DiameterNode hss =
                        new TestNode("hss.test", "home.test")
                                .peer(DiameterConfig.Peer.of("mme.elsewhere.test", PeerRole.MME))
                                .start();
                RawPeer mme = RawPeer.connect(hss.listenAddress(), "mme.elsewhere.test")) {
            // Every peer of these tests calls itself of visited.test.
            assertThat(result(mme, mme.capabilities())).isEqualTo(3010);
            mme.expectClosed();
        }
    }

    /// An MME, connected to one peer of these tests.
    private static DiameterNode mme(ServerSocket listener, DiameterConfig.Peer peer)
            throws Exception {
        return new TestNode("mme.test", "visited.test")
                .peer(
                        peer.connectTo(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), listener.getLocalPort())))
                .start();
    }

    private static Outcome exchange(DiameterNode mme, RawPeer peer, Origin answering, Result result)
            throws Exception {
        CompletableFuture<Outcome> outcome =
                mme.send(TestNode.request((String) null), 20_000, Carriage.OPEN);
        DiameterMessage request = peer.read(CommandCode.AUTHENTICATION_INFORMATION, true);
        peer.answerAs(answering, result, request);
        return outcome.get(20, SECONDS);
    }

    @Test
    void anAnswerOfSomebodyElseFailsTheRequestAtOnce() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DiameterNode mme =
                        mme(
                                listener,
                                DiameterConfig.Peer.of("hss.test", PeerRole.HSS)
                                        .realm("home.test"));
                RawPeer hss = RawPeer.accept(listener, "hss.test")) {
            hss.answerCapabilities();
            mme.connected("hss.test").get(10, SECONDS);
            assertThat(
                            exchange(
                                    mme,
                                    hss,
                                    new Origin("hss2.home.test", "home.test"),
                                    Result.SUCCESS))
                    .isInstanceOf(Outcome.Foreign.class);
            assertThat(mme.counted(Counter.FOREIGN_ANSWERS)).isEqualTo(1);
            assertThat(exchange(mme, hss, new Origin("hss.test", "home.test"), Result.SUCCESS))
                    .isInstanceOf(Outcome.Answered.class);
        }
    }

    @Test
    void aRelayBringsAnswersOfTheRealmAskedAndItsOwnWithTheErrorBit() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DiameterNode mme =
                        mme(
                                listener,
                                DiameterConfig.Peer.of(RELAY, PeerRole.RELAY)
                                        .realm("visited.test")
                                        .realms(Set.of("home.test")));
                RawPeer relay = RawPeer.accept(listener, RELAY)) {
            relay.answerCapabilities();
            mme.connected(RELAY).get(10, SECONDS);
            Origin own = new Origin(RELAY, "visited.test");
            assertThat(
                            exchange(
                                    mme,
                                    relay,
                                    new Origin("hss.home.test", "home.test"),
                                    Result.SUCCESS))
                    .isInstanceOf(Outcome.Answered.class);
            assertThat(exchange(mme, relay, own, Result.of(3002)))
                    .isInstanceOf(Outcome.Answered.class);
            assertThat(exchange(mme, relay, own, Result.SUCCESS))
                    .isInstanceOf(Outcome.Foreign.class);
            assertThat(exchange(mme, relay, FAR_MME, Result.SUCCESS))
                    .isInstanceOf(Outcome.Foreign.class);
        }
    }

    @Test
    void keysOfOurOwnPassNoRelay() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DiameterNode mme =
                        mme(
                                listener,
                                DiameterConfig.Peer.of(RELAY, PeerRole.RELAY)
                                        .realm("visited.test")
                                        .realms(Set.of("home.test")));
                RawPeer relay = RawPeer.accept(listener, RELAY)) {
            relay.answerCapabilities();
            mme.connected(RELAY).get(10, SECONDS);
            assertThat(mme.send(TestNode.request("hss.home.test"), 1_000, Carriage.DIRECT).join())
                    .isInstanceOfSatisfying(
                            Outcome.Undeliverable.class,
                            told -> assertThat(told.reason()).contains(RELAY, "keysThroughRelay"));
        }
    }
}
