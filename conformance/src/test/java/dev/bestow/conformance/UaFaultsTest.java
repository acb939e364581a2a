package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.KsAsInt;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaCodec;
import dev.bestow.wire.ua.UaHeader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// What becomes of an Application Request that somebody on the way tampers with, cuts short or
/// sends again. The request was delivered once before; it must never be delivered again.
class UaFaultsTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final TestCard CARD = TestCard.ofWorkedExample();

    /// Over the message: header, RAND id, RAND_AS, `t`.
    private static final int OVERHEAD = 21;

    @TempDir private Path folder;
    private TestNetwork network;
    private TestServer server;
    private byte[] request;
    private byte[] response;

    @BeforeEach
    void deliverOnce() throws Exception {
        network = TestNetwork.start("12", folder.resolve("network"));
        server =
                TestServer.start(
                        network,
                        TestServer.Setup.standard(network, TestNetwork.AS),
                        folder.resolve("as"));
        network.provision(CARD, TestNetwork.AS);
        try (TestFleet fleet = TestFleet.open(network)) {
            Device device = fleet.device(CARD, TestFleet.CALM);
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            var at = fleet.provision(TestNetwork.AS, server.address());
            assertThat(device.report(at, REPORT))
                    .isEqualTo(new ReportOutcome.Delivered(TestServer.thanks(REPORT)));
            request = fleet.datagrams().getFirst();
            response = fleet.answers().getFirst();
        }
        assertThat(request).hasSize(REPORT.length() + OVERHEAD);
    }

    @AfterEach
    void stop() {
        server.close();
        network.close();
    }

    private Refusal refusal(byte[] answer) {
        assertThat(UaCodec.decodeDownlink(answer)).isInstanceOf(Refusal.class);
        return (Refusal) UaCodec.decodeDownlink(answer);
    }

    @Test
    void everyFlippedOctetIsRefusedPlainly() throws Exception {
        try (var stranger = new Stranger(server.address())) {
            for (int i = 1; i < request.length; i++) {
                byte[] tampered = request.clone();
                tampered[i] ^= 1;
                Refusal refusal = refusal(stranger.exchange(tampered));
                // Another RAND id is another key's name; everything else breaks t.
                RefusalCause cause =
                        i <= RandId.OCTETS
                                ? RefusalCause.KEY_NOT_AVAILABLE
                                : RefusalCause.AUTHENTICATION_FAILED;
                assertThat(refusal.cause()).as("octet %d", i).isEqualTo(cause);
                assertThat(refusal.authenticated()).isFalse();
            }
        }
        assertThat(server.delivered()).containsExactly(REPORT);
    }

    @Test
    void everyTruncationIsRefusedPlainlyOrIgnored() throws Exception {
        try (var stranger = new Stranger(server.address())) {
            for (int length = 0; length < OVERHEAD; length++) {
                stranger.send(Arrays.copyOf(request, length));
            }
            // None of those is a message; the first answer is to the first that is.
            for (int length = OVERHEAD; length < request.length; length++) {
                byte[] cut = Arrays.copyOf(request, length);
                Refusal refusal = refusal(stranger.exchange(cut));
                assertThat(refusal.cause()).isEqualTo(RefusalCause.AUTHENTICATION_FAILED);
                assertThat(refusal.echo()).isEqualTo(Octets.copyOf(cut, length - 8, 8));
            }
        }
        assertThat(server.delivered()).containsExactly(REPORT);
    }

    @Test
    void identicalRepeatGetsTheSameAnswerAndIsDeliveredOnce() throws Exception {
        try (var stranger = new Stranger(server.address())) {
            assertThat(stranger.exchange(request)).isEqualTo(response);
            assertThat(stranger.exchange(request)).isEqualTo(response);
        }
        assertThat(server.delivered()).containsExactly(REPORT);
    }

    @Test
    void repeatAfterRestartOfTheServerIsNotDeliveredAgain() throws Exception {
        InetSocketAddress at = server.address();
        server.close();
        server =
                TestServer.startAt(
                        network,
                        TestServer.Setup.standard(network, TestNetwork.AS),
                        folder.resolve("as"),
                        at);
        try (var stranger = new Stranger(at)) {
            assertThat(stranger.exchange(request)).isEqualTo(response);
        }
        assertThat(server.delivered()).isEmpty();
    }

    @Test
    void otherMessageUnderAUsedRandomNumberIsRefusedWithMac() throws Exception {
        byte[] other = otherMessageUnderTheSameRandAs();
        try (var stranger = new Stranger(server.address())) {
            Refusal refusal = refusal(stranger.exchange(other));
            assertThat(refusal.cause()).isEqualTo(RefusalCause.REPLAYED);
            assertThat(refusal.authenticated()).isTrue();
        }
        assertThat(server.delivered()).containsExactly(REPORT);
    }

    /// Only the key's owner can make one, and only by mistake: RAND_AS depends on the message.
    private byte[] otherMessageUnderTheSameRandAs() {
        CompactRequest sent = (CompactRequest) UaCodec.decodeUplink(request);
        byte[] body = sent.body().toArray();
        body[0] ^= 1;
        byte[] asId = TestNetwork.AS.fqdn().getBytes(StandardCharsets.US_ASCII);
        UaHeader header = sent.header();
        RetrievedKey key = retrieve(sent.keyName());
        byte[] t =
                HmacTag.compute(
                        KsAsInt.from(key.leaf()).octets(),
                        8,
                        "bestow-ua-request".getBytes(StandardCharsets.US_ASCII),
                        new byte[] {0, (byte) header.octet()},
                        ByteBuffer.allocate(2).putShort((short) asId.length).array(),
                        asId,
                        key.rand().octets().toArray(),
                        sent.randAs().toArray(),
                        body);
        return UaCodec.encode(
                new CompactRequest(
                        true,
                        sent.keyName(),
                        sent.randAs(),
                        Octets.copyOf(body),
                        Octets.copyOf(t)));
    }

    private RetrievedKey retrieve(KeyName name) {
        var outcome =
                server.client()
                        .retrieve(new RetrievalRequest(TestNetwork.AS, name, KeyRoot.CK_IK_PUSHED));
        assertThat(outcome).isInstanceOf(RetrievalOutcome.Answered.class);
        RetrievalAnswer answer = ((RetrievalOutcome.Answered) outcome).answer();
        assertThat(answer).isInstanceOf(RetrievalAnswer.Keys.class);
        return ((RetrievalAnswer.Keys) answer).keys().getFirst();
    }
}
