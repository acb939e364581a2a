package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.core.Ports;
import dev.bestow.core.Timers;
import dev.bestow.link.RealTime;
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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// What happens when peers come, go, stall, or arrive from both sides at once.
@Timeout(120)
class PeerFailureTest {
    private static InetSocketAddress address(ServerSocket listener) {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static ServerSocket listener() throws Exception {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @Test
    void aLostPeerIsReconnected() throws Exception {
        try (ServerSocket listener = listener();
                DiameterNode mme =
                        new TestNode("mme.test", "visited.test")
                                .peer("hss.test", address(listener))
                                .start()) {
            for (int i = 0; i < 3; i++) {
                try (RawPeer hss = RawPeer.accept(listener, "hss.test")) {
                    hss.answerCapabilities();
                    mme.connected("hss.test").get(10, SECONDS);
                    CompletableFuture<Outcome> outcome =
                            mme.send(TestNode.request("hss.test"), 10_000);
                    hss.answer(hss.read(318, true));
                    assertThat(outcome.get(10, SECONDS)).isInstanceOf(Outcome.Answered.class);
                }
            }
        }
    }

    @Test
    void aRestartedNodeIsFoundAgain() throws Exception {
        DiameterNode hss = new TestNode("hss.test", "home.test").peer("mme.test", null).start();
        int port = hss.listenAddress().getPort();
        try (DiameterNode mme =
                new TestNode("mme.test", "visited.test")
                        .peer("hss.test", hss.listenAddress())
                        .start()) {
            mme.connected("hss.test").get(10, SECONDS);
            hss.close();
            try (DiameterNode again =
                    new TestNode("hss.test", "home.test")
                            .peer("mme.test", null)
                            .port(port)
                            .start()) {
                again.connected("mme.test").get(10, SECONDS);
                mme.connected("hss.test").get(10, SECONDS);
                assertThat(mme.exchange(TestNode.request("hss.test"), 10_000))
                        .isInstanceOf(Outcome.Answered.class);
            }
        }
    }

    /// A peer that was away for long is tried again within seconds of its return.
    @Test
    void noPauseBetweenAttemptsIsLongerThanAFewSeconds() throws Exception {
        int free;
        try (ServerSocket taken = listener()) {
            free = taken.getLocalPort();
        }
        var pauses = new LinkedBlockingQueue<Long>();
        Timers impatient =
                (delayMs, action) -> {
                    if (delayMs == DiameterNode.SWEEP_MS || delayMs == 10) {
                        return RealTime.ports().timers().after(delayMs, action);
                    }
                    pauses.add(delayMs);
                    return RealTime.ports().timers().after(1, action);
                };
        Ports ports = new Ports(RealTime.ports().clock(), impatient, RealTime.ports().entropy());
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), free);
        try (DiameterNode mme =
                new TestNode("mme.test", "visited.test")
                        .limits(DiameterLimits.DEFAULT)
                        .ports(ports)
                        .peer("hss.test", nobody)
                        .start()) {
            long longest = 0;
            for (int attempt = 0; attempt < 12; attempt++) {
                longest = Math.max(longest, pauses.take());
            }
            assertThat(longest).isBetween(3_000L, 7_000L);
            assertThat(mme.isConnected("hss.test")).isFalse();
        }
    }

    @Test
    void requestsWithoutAnAlternateEndWithTheConnection() throws Exception {
        try (ServerSocket listener = listener();
                DiameterNode mme =
                        new TestNode("mme.test", "visited.test")
                                .peer("hss.test", address(listener))
                                .start()) {
            CompletableFuture<Outcome> outcome;
            try (RawPeer hss = RawPeer.accept(listener, "hss.test")) {
                hss.answerCapabilities();
                mme.connected("hss.test").get(10, SECONDS);
                outcome = mme.send(TestNode.request("hss.test"), 10_000);
                hss.read(318, true);
            }
            assertThat(outcome.get(10, SECONDS)).isInstanceOf(Outcome.Undeliverable.class);
        }
    }

    @Test
    void requestsMoveToTheAlternateWithTheRetransmissionFlag() throws Exception {
        try (ServerSocket first = listener();
                ServerSocket second = listener();
                DiameterNode mme =
                        new TestNode("mme.test", "visited.test")
                                .peer("hss1.test", address(first), "home.test")
                                .peer("hss2.test", address(second), "home.test")
                                .start()) {
            RawPeer one = RawPeer.accept(first, "hss1.test");
            one.answerCapabilities();
            try (RawPeer two = RawPeer.accept(second, "hss2.test")) {
                two.answerCapabilities();
                mme.connected("hss1.test").get(10, SECONDS);
                mme.connected("hss2.test").get(10, SECONDS);
                CompletableFuture<Outcome> outcome =
                        mme.send(TestNode.request((String) null), 10_000);
                DiameterMessage original = one.read(318, true);
                assertThat(original.isRetransmitted()).isFalse();
                one.hangUp();
                DiameterMessage again = two.read(318, true);
                assertThat(again.isRetransmitted()).isTrue();
                assertThat(again.endToEnd()).isEqualTo(original.endToEnd());
                two.answer(again);
                assertThat(outcome.get(10, SECONDS)).isInstanceOf(Outcome.Answered.class);
                assertThat(mme.counted(Counter.FAILOVERS)).isEqualTo(1);
            }
        }
    }

    @Test
    void confidentialRequestsOnlyTakeConfidentialWays() throws Exception {
        try (ServerSocket listener = listener();
                DiameterNode mme =
                        new TestNode("mme.test", "visited.test")
                                .peer("hss.test", address(listener))
                                .start();
                RawPeer hss = RawPeer.accept(listener, "hss.test")) {
            hss.answerCapabilities();
            mme.connected("hss.test").get(10, SECONDS);
            CompletableFuture<Outcome> outcome =
                    mme.send(TestNode.request("hss.test"), 10_000, Carriage.CONFIDENTIAL);
            hss.answer(hss.read(318, true));
            assertThat(outcome.get(10, SECONDS))
                    .as("loopback is confidential")
                    .isInstanceOf(Outcome.Answered.class);
        }
    }

    @Test
    void aDisconnectingPeerGetsItsAnswerAndNoNewRequests() throws Exception {
        try (DiameterNode hss =
                        new TestNode("hss.test", "home.test").waitingFor("mme.test").start();
                RawPeer mme = RawPeer.open(hss.listenAddress(), "mme.test")) {
            MessageBuilder dpr =
                    MessageBuilder.request(CommandCode.DISCONNECT_PEER, 0, 0)
                            .hopByHop(7)
                            .endToEnd(8);
            new Origin("mme.test", "visited.test").putInto(dpr);
            mme.send(dpr.put(BaseAvps.DISCONNECT_CAUSE, 0).build());
            DiameterMessage dpa = mme.read(CommandCode.DISCONNECT_PEER, false);
            assertThat(Result.from(dpa)).isEqualTo(Result.SUCCESS);
            assertThat(hss.isConnected("mme.test")).isFalse();
            mme.expectClosed();
        }
    }

    @Test
    void aClosingNodeSaysWhy() throws Exception {
        DiameterNode hss = new TestNode("hss.test", "home.test").waitingFor("mme.test").start();
        try (RawPeer mme = RawPeer.open(hss.listenAddress(), "mme.test")) {
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(hss::close, task -> Thread.ofVirtual().start(task));
            DiameterMessage dpr = mme.read(CommandCode.DISCONNECT_PEER, true);
            assertThat(dpr.require(BaseAvps.DISCONNECT_CAUSE).integer32()).isZero();
            mme.answer(dpr);
            mme.expectClosed();
            mme.hangUp();
            closing.get(10, SECONDS);
        }
    }

    /// Their name is below ours: we keep the connection they opened and drop ours.
    @Test
    void theHigherNameWinsTheElectionAsResponder() throws Exception {
        try (ServerSocket listener = listener();
                DiameterNode node =
                        new TestNode("m.test", "home.test")
                                .peer("a.test", address(listener))
                                .start();
                RawPeer initiated = RawPeer.accept(listener, "a.test")) {
            initiated.read(CommandCode.CAPABILITIES_EXCHANGE, true);
            try (RawPeer theirs = RawPeer.open(node.listenAddress(), "a.test")) {
                initiated.expectClosed();
                node.connected("a.test").get(10, SECONDS);
                theirs.send(theirs.request(3));
                theirs.read(318, false);
            }
        }
    }

    /// Their name is above ours: our attempt goes on, and theirs is dropped once ours is answered.
    @Test
    void theLowerNameKeepsItsOwnConnection() throws Exception {
        try (ServerSocket listener = listener();
                DiameterNode node =
                        new TestNode("m.test", "home.test")
                                .peer("z.test", address(listener))
                                .start();
                RawPeer initiated = RawPeer.accept(listener, "z.test")) {
            DiameterMessage cer = initiated.read(CommandCode.CAPABILITIES_EXCHANGE, true);
            try (RawPeer theirs = RawPeer.connect(node.listenAddress(), "z.test")) {
                theirs.send(theirs.capabilities());
                initiated.answerCapabilities(cer, ApplicationId.S6A);
                theirs.expectClosed();
                node.connected("z.test").get(10, SECONDS);
                initiated.send(initiated.request(3));
                initiated.read(318, false);
            }
        }
    }

    /// Their name is above ours, but they give our attempt up: theirs is accepted.
    @Test
    void theLowerNameAcceptsWhenItsOwnConnectionEnds() throws Exception {
        try (ServerSocket listener = listener();
                DiameterNode node =
                        new TestNode("m.test", "home.test")
                                .peer("z.test", address(listener))
                                .start();
                RawPeer initiated = RawPeer.accept(listener, "z.test")) {
            initiated.read(CommandCode.CAPABILITIES_EXCHANGE, true);
            try (RawPeer theirs = RawPeer.connect(node.listenAddress(), "z.test")) {
                theirs.send(theirs.capabilities());
                initiated.hangUp();
                assertThat(Result.from(theirs.read(CommandCode.CAPABILITIES_EXCHANGE, false)))
                        .isEqualTo(Result.SUCCESS);
                theirs.send(theirs.request(3));
                theirs.read(318, false);
            }
        }
    }

    @Test
    void twoNodesConnectingToEachOtherEndUpWithOneConnection() throws Exception {
        for (int round = 0; round < 5; round++) {
            int portA;
            int portB;
            try (ServerSocket a = listener();
                    ServerSocket b = listener()) {
                portA = a.getLocalPort();
                portB = b.getLocalPort();
            }
            InetAddress loopback = InetAddress.getLoopbackAddress();
            try (DiameterNode a =
                            new TestNode("a.test", "visited.test")
                                    .port(portA)
                                    .peer("b.test", new InetSocketAddress(loopback, portB))
                                    .start();
                    DiameterNode b =
                            new TestNode("b.test", "visited.test")
                                    .port(portB)
                                    .peer("a.test", new InetSocketAddress(loopback, portA))
                                    .start()) {
                a.connected("b.test").get(10, SECONDS);
                b.connected("a.test").get(10, SECONDS);
                DiameterMessage toB =
                        TestNode.request(318, ApplicationId.S6A, "a.test", "b.test", 0);
                DiameterMessage toA =
                        TestNode.request(318, ApplicationId.S6A, "b.test", "a.test", 0);
                assertThat(a.exchange(toB, 10_000)).isInstanceOf(Outcome.Answered.class);
                assertThat(b.exchange(toA, 10_000)).isInstanceOf(Outcome.Answered.class);
            }
        }
    }

    @Test
    void aSilentPeerIsAskedSuspectedAndClosed() throws Exception {
        FakeTime time = new FakeTime();
        // The other deadlines are longer than one step of time, which may fall into the middle of a
        // write.
        DiameterLimits limits =
                DiameterLimits.DEFAULT.withWatchdog(30_000, 0).withDeadlines(60_000, 60_000);
        DiameterNode mme =
                new TestNode("mme.test", "visited.test")
                        .ports(time.ports())
                        .limits(limits)
                        .peer("hss.test", null)
                        .peer("other.test", null, "home.test")
                        .start();
        try (var _ = time.passingDuring(mme::close);
                RawPeer hss = RawPeer.open(mme.listenAddress(), "hss.test");
                RawPeer other = RawPeer.open(mme.listenAddress(), "other.test")) {
            mme.connected("hss.test").get(10, SECONDS);
            mme.connected("other.test").get(10, SECONDS);
            CompletableFuture<Outcome> outcome = mme.send(TestNode.request("hss.test"), 3_600_000);
            hss.read(318, true);
            passUntilSwept(time, 30_000);
            hss.read(CommandCode.DEVICE_WATCHDOG, true);
            DiameterMessage dwr = other.read(CommandCode.DEVICE_WATCHDOG, true);
            other.answer(dwr);
            // Its answer comes after ours was read: otherwise time may pass before that.
            other.send(other.request(7));
            other.read(CommandCode.AUTHENTICATION_INFORMATION, false);
            passUntilSwept(time, 30_000);
            DiameterMessage moved = readAnsweringWatchdogs(other);
            assertThat(moved.commandCode()).isEqualTo(318);
            assertThat(moved.isRetransmitted()).isTrue();
            other.answer(moved);
            assertThat(outcome.get(10, SECONDS)).isInstanceOf(Outcome.Answered.class);
            passUntilSwept(time, 30_000);
            hss.expectClosed();
            assertThat(mme.counted(Counter.WATCHDOG_CLOSES)).isEqualTo(1);
        }
    }

    private static DiameterMessage readAnsweringWatchdogs(RawPeer peer) throws IOException {
        DiameterMessage message = peer.read();
        while (message.commandCode() == CommandCode.DEVICE_WATCHDOG) {
            peer.answer(message);
            message = peer.read();
        }
        return message;
    }

    /// A sweep sets the next one when it is done, on its own thread; time passes again until one ran.
    private static void passUntilSwept(FakeTime time, long ms) {
        time.awaitEntry();
        time.pass(ms);
        time.awaitEntry();
    }
}
