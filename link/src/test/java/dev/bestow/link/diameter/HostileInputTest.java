package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.core.Octets;
import dev.bestow.link.accept.HalfOpen;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.AvpType;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Peers that mean harm. After each attack an honest peer, connected all the while, is still served.
@Timeout(120)
class HostileInputTest {
    private static final long SEED = Long.getLong("bestow.seed", 6733);
    private static final int MAX_ATTEMPTS = 100;

    /// As many peers as are known for mutated traffic.
    private static final int ROUNDS = 60;

    private DiameterNode node;
    private RawPeer honest;

    @BeforeEach
    void start() throws Exception {
        String[] mutants =
                IntStream.range(0, ROUNDS)
                        .mapToObj(i -> "mutant" + i + ".test")
                        .toArray(String[]::new);
        node =
                new TestNode("hss.test", "home.test")
                        .waitingFor("honest.test", "stranger.test")
                        .waitingFor(mutants)
                        .limits(TestNode.LIMITS.withDeadlines(500, 500).withMaxRequests(64, 64))
                        .handler(HostileInputTest::handle)
                        .start();
        honest = RawPeer.open(node.listenAddress(), "honest.test");
    }

    /// Reads the request to its last group, as a codec would.
    private static DiameterMessage handle(DiameterMessage request, Requester from) {
        BaseAvps.DICTIONARY.requireKnown(request);
        descend(request.avps());
        return TestNode.success(request, from);
    }

    private static void descend(AvpCursor avps) {
        while (avps.next()) {
            if (avps.is(BaseAvps.FAILED_AVP)) {
                descend(avps.group());
            }
        }
    }

    @AfterEach
    void honestPeersAreStillServed() throws Exception {
        honest.send(honest.request(99));
        assertThat(Result.from(honest.read(318, false))).isEqualTo(Result.SUCCESS);
        honest.close();
        node.close();
    }

    private RawPeer stranger() throws IOException {
        return RawPeer.connect(node.listenAddress(), "stranger.test");
    }

    /// A peer that comes back while its former connection is still being taken down is turned away, as
    /// an election would; like a real one it tries again.
    private RawPeer opened() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return RawPeer.open(node.listenAddress(), "stranger.test");
            } catch (EOFException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void closesAfter(byte[] octets) throws IOException {
        try (RawPeer peer = stranger()) {
            peer.send(octets);
            peer.expectClosed();
        }
        try (RawPeer peer = opened()) {
            peer.send(octets);
            peer.expectClosed();
        }
    }

    private static int resultOf(RawPeer peer, DiameterMessage request) throws IOException {
        peer.send(request);
        DiameterMessage answer = peer.read();
        assertThat(answer.isRequest()).isFalse();
        assertThat(answer.hopByHop()).isEqualTo(request.hopByHop());
        assertThat(answer.endToEnd()).isEqualTo(request.endToEnd());
        return Result.from(answer).code();
    }

    @Test
    void garbageClosesTheConnection() throws Exception {
        closesAfter("GET / HTTP/1.1\r\nHost: hss.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] noise = new byte[4096];
        new Random(SEED).nextBytes(noise);
        noise[0] = 22;
        closesAfter(noise);
    }

    @Test
    void lengthsThatCannotBeClosesTheConnection() throws Exception {
        closesAfter(new byte[] {1, (byte) 0xff, (byte) 0xff, (byte) 0xfc});
        closesAfter(new byte[] {1, 0, 0, 0});
        closesAfter(new byte[] {1, 0, 0, 22});
        closesAfter(new byte[] {1, 1, 0, 4});
    }

    @Test
    void aSlowHeaderAndASlowBodyMeetADeadline() throws Exception {
        closesAfter(new byte[] {1, 0});
        closesAfter(new byte[] {1, 0, 0, 100, (byte) 0x80, 0, 1, 1});
    }

    @Test
    void silenceBeforeCapabilitiesMeetsADeadline() throws Exception {
        try (RawPeer peer = stranger()) {
            peer.expectClosed();
        }
    }

    @Test
    void aRequestBeforeCapabilitiesClosesTheConnection() throws Exception {
        try (RawPeer peer = stranger()) {
            peer.send(peer.request(1));
            peer.expectClosed();
        }
    }

    @Test
    void capabilitiesWithoutANameAreAnswered5005() throws Exception {
        try (RawPeer peer = stranger()) {
            DiameterMessage cer =
                    MessageBuilder.request(257, 0, 0).put(BaseAvps.ORIGIN_REALM, "x.test").build();
            peer.send(cer);
            DiameterMessage cea = peer.read(257, false);
            assertThat(Result.from(cea).code()).isEqualTo(5005);
            assertThat(cea.find(BaseAvps.FAILED_AVP)).isNotNull();
            peer.expectClosed();
        }
    }

    @Test
    void capabilitiesWithoutACommonApplicationAreAnswered5010() throws Exception {
        try (RawPeer peer = stranger()) {
            assertThat(resultOf(peer, peer.capabilities(ApplicationId.T6A))).isEqualTo(5010);
            peer.expectClosed();
        }
        try (RawPeer relay = stranger()) {
            assertThat(resultOf(relay, relay.capabilities(ApplicationId.RELAY))).isEqualTo(2001);
        }
    }

    @Test
    void capabilitiesWithAnUnknownMandatoryAvpAreAnswered5001() throws Exception {
        try (RawPeer peer = stranger()) {
            AvpDefinition odd = new AvpDefinition(9999, 0, true, "Odd", AvpType.OCTET_STRING);
            MessageBuilder cer = MessageBuilder.request(257, 0, 0).put(odd, Octets.EMPTY);
            new Origin("stranger.test", "visited.test").putInto(cer);
            assertThat(resultOf(peer, cer.build())).isEqualTo(5001);
            peer.expectClosed();
        }
    }

    @Test
    void strangersAreAnswered3010WhereTheyAreNotWelcome() throws Exception {
        try (DiameterNode strict =
                        new TestNode("hss.test", "home.test").peer("mme.test", null).start();
                RawPeer stranger = RawPeer.connect(strict.listenAddress(), "stranger.test");
                RawPeer impostor = RawPeer.connect(strict.listenAddress(), "hss.test");
                RawPeer known = RawPeer.connect(strict.listenAddress(), "mme.test")) {
            assertThat(resultOf(stranger, stranger.capabilities())).isEqualTo(3010);
            stranger.expectClosed();
            assertThat(resultOf(impostor, impostor.capabilities()))
                    .as("our own name")
                    .isEqualTo(3010);
            assertThat(resultOf(known, known.capabilities())).isEqualTo(2001);
        }
    }

    @Test
    void aSecondConnectionUnderTheSameNameIsRejected() throws Exception {
        try (RawPeer again = RawPeer.connect(node.listenAddress(), "honest.test")) {
            again.send(again.capabilities());
            again.expectClosed();
        }
    }

    @Test
    void protocolErrorsAreAnsweredAndTheConnectionStays() throws Exception {
        try (RawPeer peer = opened()) {
            byte[] reserved = peer.request(5).octets().toArray();
            reserved[4] |= 1;
            peer.send(reserved);
            assertThat(Result.from(peer.read()).code()).isEqualTo(3008);
            byte[] errorRequest = peer.request(6).octets().toArray();
            errorRequest[4] |= DiameterMessage.FLAG_ERROR;
            peer.send(errorRequest);
            assertThat(Result.from(peer.read()).code()).isEqualTo(3008);
            byte[] avpLength = peer.request(7).octets().toArray();
            avpLength[26] = 0x7f;
            peer.send(avpLength);
            DiameterMessage refused = peer.read();
            assertThat(Result.from(refused).code()).isEqualTo(5014);
            assertThat(refused.find(BaseAvps.FAILED_AVP)).isNotNull();
            assertThat(resultOf(peer, TestNode.request(318, ApplicationId.S6T, "s", null, 8)))
                    .isEqualTo(3007);
            assertThat(
                            resultOf(
                                    peer,
                                    TestNode.request(318, ApplicationId.S6A, "s", "other.test", 9)))
                    .isEqualTo(3002);
            assertThat(resultOf(peer, peer.request("HSS.Test", 9))).isEqualTo(2001);
            assertThat(resultOf(peer, MessageBuilder.request(999, 0, 0).hopByHop(1).build()))
                    .isEqualTo(3001);
            assertThat(resultOf(peer, MessageBuilder.request(282, 0, 0).hopByHop(1).build()))
                    .isEqualTo(5005);
        }
        assertThat(node.counted(Counter.HANDLER_FAILURES)).isZero();
    }

    @Test
    void unknownMandatoryAvpsAndDepthBombsAreAnswered() throws Exception {
        try (RawPeer peer = opened()) {
            AvpDefinition odd = new AvpDefinition(60000, 32473, true, "Odd", AvpType.OCTET_STRING);
            Origin stranger = new Origin("stranger.test", "visited.test");
            MessageBuilder request = MessageBuilder.request(318, ApplicationId.S6A, 0).hopByHop(4);
            stranger.putInto(request);
            assertThat(resultOf(peer, request.put(odd, Octets.EMPTY).build())).isEqualTo(5001);
            AvpDefinition opaque =
                    new AvpDefinition(279, 0, true, "Failed-AVP", AvpType.OCTET_STRING);
            Octets bomb = Octets.EMPTY;
            for (int depth = 0; depth < 4_000; depth++) {
                DiameterMessage layer = MessageBuilder.request(1, 2, 0).put(opaque, bomb).build();
                bomb = layer.octets().slice(20, 8 + bomb.length());
            }
            MessageBuilder deep = MessageBuilder.request(318, ApplicationId.S6A, 0);
            stranger.putInto(deep);
            assertThat(resultOf(peer, deep.put(opaque, bomb).build())).isEqualTo(5004);
        }
    }

    @Test
    void answersNobodyAskedForAreNeverAnswered() throws Exception {
        try (RawPeer peer = opened()) {
            DiameterMessage answer =
                    TestNode.success(new Origin("hss.test", "home.test"), peer.request(1), "x");
            byte[] malformed = answer.octets().toArray();
            malformed[26] = 0x7f;
            for (int i = 0; i < 1_000; i++) {
                peer.send(answer);
                peer.send(malformed);
            }
            MessageBuilder dwr =
                    MessageBuilder.request(CommandCode.DEVICE_WATCHDOG, 0, 0).hopByHop(77);
            new Origin("stranger.test", "visited.test").putInto(dwr);
            peer.send(dwr.build());
            assertThat(peer.read(CommandCode.DEVICE_WATCHDOG, false).hopByHop()).isEqualTo(77);
        }
        assertThat(node.counted(Counter.UNSOLICITED_ANSWERS)).isEqualTo(1_000);
        assertThat(node.counted(Counter.MALFORMED_ANSWERS)).isEqualTo(1_000);
    }

    /// Pushes whole requests and never reads: only the write that is stuck tells, and then the peer is
    /// dropped. The receive
    /// buffer stays as the kernel made it: shrunk while octets are on their way, Linux drops
    /// acknowledgements with them, and both ends wait for a retransmission that takes minutes.
    @Test
    void aPeerThatDoesNotReadIsDropped() throws Exception {
        try (RawPeer peer = opened()) {
            byte[] batch = batch(peer.request(1), 200);
            assertThatThrownBy(() -> sendForEver(peer, batch)).isInstanceOf(IOException.class);
        }
    }

    private static void sendForEver(RawPeer peer, byte[] octets) throws IOException {
        while (true) {
            peer.send(octets);
        }
    }

    private static byte[] batch(DiameterMessage message, int count) {
        byte[] one = message.octets().toArray();
        byte[] all = new byte[count * one.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }

    /// Ten times as many as may be half open, which say nothing and do not go away.
    @Test
    void strangersWhoSayNothingKeepNobodyOut() throws Exception {
        DiameterLimits few =
                TestNode.LIMITS
                        .withDeadlines(60_000, 60_000)
                        .withHalfOpen(new HalfOpen.Limits(8, 4));
        try (DiameterNode small =
                new TestNode("hss.test", "home.test").peer("mme.test", null).limits(few).start()) {
            List<RawPeer> silent = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                silent.add(RawPeer.connect(small.listenAddress(), "silent.test"));
            }
            try (RawPeer mme = RawPeer.open(small.listenAddress(), "mme.test")) {
                for (int i = 0; i < 80; i++) {
                    silent.add(RawPeer.connect(small.listenAddress(), "silent.test"));
                }
                for (RawPeer stranger : silent.subList(0, 156)) {
                    stranger.expectClosed();
                }
                mme.send(mme.request(1));
                mme.read(318, false);
            }
            assertThat(small.counted(Counter.REFUSED_CONNECTIONS)).isBetween(156L, 157L);
            for (RawPeer stranger : silent) {
                stranger.close();
            }
        }
    }

    @Test
    void mutatedTrafficEndsAtMostItsOwnConnection() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            try (RawPeer peer = RawPeer.open(node.listenAddress(), "mutant" + round + ".test")) {
                byte[] good = peer.request(round).octets().toArray();
                for (int i = 0; i < 20; i++) {
                    byte[] bad = good.clone();
                    for (int flips = random.nextInt(4); flips >= 0; flips--) {
                        bad[4 + random.nextInt(bad.length - 4)] = (byte) random.nextInt();
                    }
                    peer.send(bad);
                }
            } catch (IOException e) {
                // Closed under us: that is the node's right, and the honest peer is checked
                // afterwards.
                assertThat(e).isNotNull();
            }
        }
        node.connected("honest.test").get(10, SECONDS);
    }
}
