package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.link.tls.TestCertificates;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLSocket;

/// TLS 1.3 with certificates from both sides; a certificate has to name the Origin-Host it speaks for.
@Timeout(120)
class DiameterTlsTest {
    private static final TestCertificates AUTHORITY = new TestCertificates("Test CA");

    /// The first handshake of a JVM on a busy machine takes seconds.
    private static final DiameterLimits PATIENT = TestNode.LIMITS.withDeadlines(30_000, 30_000);

    private final List<DiameterNode> nodes = new ArrayList<>();
    private DiameterNode hss;

    @BeforeEach
    void start() throws Exception {
        hss =
                keep(
                        new TestNode("hss.test", "home.test")
                                .tls(AUTHORITY.node("hss.test").identity())
                                .peer("mme.test", null)
                                .limits(PATIENT)
                                .start());
    }

    private DiameterNode keep(DiameterNode node) {
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() {
        nodes.reversed().forEach(DiameterNode::close);
    }

    private DiameterNode mme(TlsIdentity identity, InetSocketAddress to) throws Exception {
        return keep(
                new TestNode("mme.test", "visited.test")
                        .tls(identity)
                        .limits(PATIENT)
                        .peer("hss.test", to)
                        .start());
    }

    private void neverConnects(DiameterNode mme) {
        CompletableFuture<Void> connected = mme.connected("hss.test");
        assertThatThrownBy(() -> connected.get(1, SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(hss.isConnected("mme.test")).isFalse();
        assertThat(mme.exchange(TestNode.request("hss.test"), 100))
                .isInstanceOf(Outcome.Undeliverable.class);
    }

    @Test
    void requestsRunOverMutualTls() throws Exception {
        DiameterNode mme = mme(AUTHORITY.node("mme.test").identity(), hss.listenTlsAddress());
        mme.connected("hss.test").get(30, SECONDS);
        for (int i = 0; i < 20; i++) {
            assertThat(mme.exchange(TestNode.request("hss.test"), 10_000))
                    .isInstanceOf(Outcome.Answered.class);
        }
        assertThat(mme.isConfidential("hss.test")).isTrue();
        assertThat(hss.isConfidential("mme.test")).isTrue();
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedByTheServer() throws Exception {
        neverConnects(mme(AUTHORITY.node("sgsn.test").identity(), hss.listenTlsAddress()));
        assertThat(hss.counted(Counter.REFUSED_PEERS)).isPositive();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        TestCertificates.Node foreign = new TestCertificates("Other CA").node("mme.test");
        TestCertificates.Node trusting =
                new TestCertificates.Node(
                        foreign.chain(), foreign.keys(), AUTHORITY.node("x.test").authority());
        neverConnects(mme(trusting.identity(), hss.listenTlsAddress()));
    }

    @Test
    void aServerOfAnotherNameIsRefusedByTheClient() throws Exception {
        DiameterNode impostor =
                keep(
                        new TestNode("hss.test", "home.test")
                                .tls(AUTHORITY.node("evil.test").identity())
                                .peer("mme.test", null)
                                .start());
        DiameterNode mme = mme(AUTHORITY.node("mme.test").identity(), impostor.listenTlsAddress());
        neverConnects(mme);
        assertThat(impostor.counted(Counter.REQUESTS_RECEIVED)).isZero();
    }

    @Test
    void aPeerThatNeedsTlsIsRefusedInClear() throws Exception {
        try (RawPeer clear = RawPeer.connect(hss.listenAddress(), "mme.test")) {
            clear.send(clear.capabilities());
            assertThat(Result.from(clear.read()).code()).isEqualTo(5017);
            clear.expectClosed();
        }
    }

    /// Keeps what came in, as it was on the wire.
    private static final class Tapped extends Socket {
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

        Tapped(InetSocketAddress to) throws IOException {
            super(to.getAddress(), to.getPort());
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = super.read(target, offset, length);
                    if (count > 0) {
                        seen.write(target, offset, count);
                    }
                    return count;
                }
            };
        }

        /// Whether the last record is an alert: two octets, their type, up to 16 of padding, and a tag of 16.
        /// Nothing else that comes is as short, for a Diameter message has 20 octets.
        boolean endsWithAlert() {
            ByteBuffer all = ByteBuffer.wrap(seen.toByteArray());
            int last = 0;
            while (all.hasRemaining()) {
                last = all.position(all.position() + 3).getShort();
                all.position(all.position() + last);
            }
            return last <= 2 + 1 + 16 + 16;
        }
    }

    /// What a peer has seen of an ending that it or we began.
    private boolean seesCloseNotify(Ending ending) throws Exception {
        TlsIdentity identity = AUTHORITY.node("mme.test").identity();
        Tapped tcp = new Tapped(hss.listenTlsAddress());
        SSLSocket socket =
                (SSLSocket)
                        identity.context()
                                .getSocketFactory()
                                .createSocket(tcp, "hss.test", tcp.getPort(), true);
        socket.setUseClientMode(true);
        socket.setSSLParameters(identity.mutual());
        socket.startHandshake();
        try (RawPeer peer = new RawPeer(socket, "mme.test")) {
            peer.send(peer.capabilities());
            assertThat(Result.from(peer.read())).isEqualTo(Result.SUCCESS);
            ending.begin(peer);
            peer.expectClosed();
            return tcp.endsWithAlert();
        }
    }

    private interface Ending {
        void begin(RawPeer peer) throws Exception;
    }

    @Test
    void aPeerThatSaysGoodbyeSeesAnOrderlyEnd() throws Exception {
        assertThat(
                        seesCloseNotify(peer -> {
                            MessageBuilder dpr =
                                    MessageBuilder.request(CommandCode.DISCONNECT_PEER, 0, 0)
                                            .hopByHop(9);
                            new Origin("mme.test", "raw.test").putInto(dpr);
                            peer.send(dpr.put(BaseAvps.DISCONNECT_CAUSE, 0).build());
                            assertThat(Result.from(peer.read())).isEqualTo(Result.SUCCESS);
                        }))
                .isTrue();
    }

    @Test
    void aPeerThatJustEndsSeesAnOrderlyEnd() throws Exception {
        assertThat(seesCloseNotify(peer -> peer.socket().shutdownOutput())).isTrue();
    }

    @Test
    void aPeerThatEndsBehindItsDpaSeesAnOrderlyEnd() throws Exception {
        assertThat(
                        seesCloseNotify(peer -> {
                            var closing = CompletableFuture.runAsync(hss::close);
                            peer.answer(peer.read(CommandCode.DISCONNECT_PEER, true));
                            peer.socket().shutdownOutput();
                            closing.get(30, SECONDS);
                        }))
                .isTrue();
    }

    @Test
    void garbageAndSilenceInsteadOfAHandshakeCloseTheConnection() throws Exception {
        DiameterNode hasty =
                keep(
                        new TestNode("hss.test", "home.test")
                                .tls(AUTHORITY.node("hss.test").identity())
                                .limits(TestNode.LIMITS.withDeadlines(500, 500))
                                .start());
        try (RawPeer garbage = RawPeer.connect(hss.listenTlsAddress(), "mme.test");
                RawPeer silent = RawPeer.connect(hasty.listenTlsAddress(), "mme.test")) {
            garbage.send(garbage.capabilities());
            garbage.expectClosed();
            silent.expectClosed();
        }
        DiameterNode mme = mme(AUTHORITY.node("mme.test").identity(), hss.listenTlsAddress());
        mme.connected("hss.test").get(30, SECONDS);
    }
}
