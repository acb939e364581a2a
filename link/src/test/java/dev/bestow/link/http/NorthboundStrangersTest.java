package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyRoot;
import dev.bestow.link.RealTime;
import dev.bestow.link.accept.HalfOpen;
import dev.bestow.link.tls.TestCertificates;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Callers of the northbound interface that want its places and not its keys. Seen from outside: only [#serve] knows
/// which server it is.
@Timeout(60)
class NorthboundStrangersTest {
    private static final TestCertificates OPERATOR = new TestCertificates("operator");
    private static final SSLContext SERVER = OPERATOR.node("localhost").identity().context();
    private static final SSLContext CALLER = OPERATOR.node("as.example.net").identity().context();
    private static final RetrievalRequest ASKED =
            new RetrievalRequest(NorthboundJsonTest.AS, NorthboundJsonTest.BY_RAND, KeyRoot.CK_IK);
    private static final int PLACES = 8;
    private static final int DEADLINE_MS = 1_500;
    private static final int TRICKLE_MS = 100;
    private static final int TEST_MS = 20_000;

    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;

    /// Each place taken once by somebody with a certificate, and as many half open, half of them from one address.
    private void serve(int handshakeMs, int requestMs) {
        var limits =
                new NorthboundLimits(
                        4_096, handshakeMs, requestMs, PLACES, new HalfOpen.Limits(PLACES, 4));
        NorthboundServer server =
                NorthboundServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        SERVER,
                        (_, _) -> new RetrievalAnswer.NotAvailable(),
                        limits,
                        RealTime.ports());
        open.add(server);
        port = server.port();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private Socket plain() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TRICKLE_MS);
        open.add(socket);
        return socket;
    }

    private SSLSocket secured() throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        CALLER.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        socket.startHandshake();
        return socket;
    }

    private void assertThatAnApplicationServerIsServed() {
        try (NorthboundClient client =
                new NorthboundClient(
                        URI.create("https://localhost:" + port),
                        CALLER,
                        RealTime.ports().clock(),
                        TEST_MS)) {
            assertThat(client.retrieve(ASKED)).isInstanceOf(RetrievalOutcome.Answered.class);
        }
    }

    /// Sends an octet and waits a little, until the other side has closed; how long that took.
    private static long trickle(Socket socket, byte[] octets) throws IOException {
        long startNs = System.nanoTime();
        for (int i = 0; (System.nanoTime() - startNs) / 1_000_000 < TEST_MS; i++) {
            try {
                socket.getOutputStream().write(octets[i % octets.length]);
                if (socket.getInputStream().read() < 0) {
                    break;
                }
            } catch (SocketTimeoutException e) {
                assertThat(socket.isClosed()).isFalse();
            } catch (IOException e) {
                break;
            }
        }
        return (System.nanoTime() - startNs) / 1_000_000;
    }

    /// The head of a TLS record of 512 octets, and then of a ClientHello that never gets whole.
    @Test
    void aHandshakeThatTricklesMeetsItsDeadline() throws Exception {
        serve(DEADLINE_MS, 60_000);
        byte[] hello = new byte[512];
        byte[] head = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        System.arraycopy(head, 0, hello, 0, head.length);
        assertThat(trickle(plain(), hello)).isBetween(DEADLINE_MS - 100L, 4L * DEADLINE_MS);
    }

    /// Below TLS the octets of one record trickle; within it, one record for each octet.
    @Test
    void aRequestThatTricklesMeetsItsDeadline() throws Exception {
        serve(10_000, DEADLINE_MS);
        SSLSocket socket = secured();
        socket.setSoTimeout(TRICKLE_MS);
        byte[] request =
                ("POST " + RetrievalRequest.PATH + " HTTP/1.1\r\nX-Long: " + "x".repeat(4_000))
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(trickle(socket, request)).isBetween(DEADLINE_MS - 100L, 4L * DEADLINE_MS);
    }

    @Test
    void whoSaysNothingBeforeTheHandshakeKeepsNobodyOut() throws Exception {
        serve(60_000, 60_000);
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 10 * PLACES; i++) {
            silent.add(plain());
        }
        assertThatAnApplicationServerIsServed();
        int closed = 0;
        for (Socket socket : silent) {
            try {
                closed += socket.getInputStream().read() < 0 ? 1 : 0;
            } catch (SocketTimeoutException e) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
        assertThat(closed).isGreaterThanOrEqualTo(10 * PLACES - 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length : 2",
                "Content-Length\t: 2",
                " Content-Length: 2",
                "Content Length: 2",
                ": 2",
                "Content-Length"
            })
    void aFieldNameThatIsNoTokenIsRefused(String field) throws Exception {
        serve(10_000, 10_000);
        SSLSocket socket = secured();
        socket.setSoTimeout(TEST_MS);
        socket.getOutputStream()
                .write(
                        ("POST "
                                        + RetrievalRequest.PATH
                                        + " HTTP/1.1\r\nHost: localhost\r\n"
                                        + field
                                        + "\r\n\r\n{}")
                                .getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes(12);
        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
}
