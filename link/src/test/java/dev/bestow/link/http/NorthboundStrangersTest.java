package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Callers of the northbound interface that want its places and not its keys. Seen from outside: only [#serve] knows
/// which server it is.
@Timeout(60)
class NorthboundStrangersTest {
    private static final TestCertificates OPERATOR = new TestCertificates("operator");
    private static final SSLContext SERVER = OPERATOR.node("localhost").identity().context();
    private static final SSLContext CALLER = OPERATOR.node("as.example.net").identity().context();
    private static final RetrievalRequest ASKED = NorthboundSamples.ASKED;
    private static final int PLACES = 8;
    private static final int PER_ADDRESS = 4;
    private static final int DEADLINE_MS = 1_500;
    private static final int TRICKLE_MS = 100;
    private static final int TEST_MS = 20_000;

    /// The head of a TLS record of 512 octets, and then of a ClientHello that never gets whole.
    private static final byte[] HELLO =
            Arrays.copyOf(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3}, 512);

    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;

    /// Each place taken once by somebody with a certificate, and as many half open, half of them from one address.
    private void serve(int handshakeMs, int requestMs) {
        serve(
                new NorthboundLimits(
                        4_096,
                        handshakeMs,
                        requestMs,
                        PLACES,
                        new HalfOpen.Limits(PLACES, PER_ADDRESS)));
    }

    private void serve(NorthboundLimits limits) {
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
        SSLSocket socket = unconnected();
        socket.startHandshake();
        return socket;
    }

    /// Whose handshake is to come.
    private SSLSocket unconnected() throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        CALLER.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        return socket;
    }

    private NorthboundClient honest() {
        return new NorthboundClient(
                URI.create("https://localhost:" + port), CALLER, RealTime.ports().clock(), TEST_MS);
    }

    private void assertThatAnApplicationServerIsServed() {
        try (NorthboundClient client = honest()) {
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

    @Test
    void aHandshakeThatTricklesMeetsItsDeadline() throws Exception {
        serve(DEADLINE_MS, 60_000);
        assertThat(trickle(plain(), HELLO)).isBetween(DEADLINE_MS - 100L, 4L * DEADLINE_MS);
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

    /// As many slow strangers as the caps allow, an octet at a time: half of them before their handshake has ended, the
    /// others, with a certificate, in the head or the body of a request. An honest caller is answered meanwhile, time
    /// and again, long before any of them has to go.
    @Test
    void slowStrangersCostNoHonestCallerItsAnswer() throws Exception {
        int strangers = 64;
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        open.add(threads);
        serve(
                new NorthboundLimits(
                        4_096,
                        60_000,
                        60_000,
                        strangers + 1,
                        new HalfOpen.Limits(strangers + 1, strangers + 1)));
        byte[] head = slowly("X-Slow: ", 10_000);
        byte[] body =
                slowly("Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n", 4_000);
        List<Future<Long>> ends = new ArrayList<>();
        for (int i = 0; i < strangers; i++) {
            Socket half = plain();
            Socket whole = admitted();
            byte[] octets = i % 2 == 0 ? head : body;
            // The head of the second kind goes at once, so that it is the body that trickles.
            int atOnce = i % 2 == 0 ? 0 : body.length - 4_000;
            whole.getOutputStream().write(octets, 0, atOnce);
            whole.setSoTimeout(TRICKLE_MS);
            ends.add(threads.submit(() -> trickle(half, HELLO)));
            ends.add(
                    threads.submit(() ->
                            trickle(whole, Arrays.copyOfRange(octets, atOnce, octets.length))));
        }
        try (NorthboundClient client = honest()) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.retrieve(ASKED)).isInstanceOf(RetrievalOutcome.Answered.class);
            }
            assertThat(ends).noneMatch(Future::isDone);
        }
    }

    /// With its certificate, and an answer already. A client is done with its handshake before the server is, which
    /// counts a connection as half open until then.
    private SSLSocket admitted() throws IOException {
        SSLSocket socket = secured();
        socket.setSoTimeout(TEST_MS);
        socket.getOutputStream()
                .write(
                        "HEAD /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        // No line of the head is empty but the last.
        int lineLength = -1;
        while (lineLength != 0) {
            lineLength = 0;
            for (int octet = read(socket); octet != '\n'; octet = read(socket)) {
                lineLength += octet == '\r' ? 0 : 1;
            }
        }
        return socket;
    }

    private static int read(Socket socket) throws IOException {
        int octet = socket.getInputStream().read();
        assertThat(octet).isNotNegative();
        return octet;
    }

    private static byte[] slowly(String fields, int more) {
        return ("POST "
                        + RetrievalRequest.PATH
                        + " HTTP/1.1\r\nHost: localhost\r\n"
                        + fields
                        + "x".repeat(more))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static long millisSince(long startNs) {
        return (System.nanoTime() - startNs) / 1_000_000;
    }

    /// A certificate opens no more places than there are.
    @Test
    void whoComesWhenAllPlacesAreTakenIsTurnedAway() throws Exception {
        serve(10_000, 10_000);
        for (int i = 0; i < PLACES; i++) {
            admitted();
        }
        SSLSocket oneMore = secured();
        oneMore.setSoTimeout(TEST_MS);
        assertThat(closedBy(oneMore)).isTrue();
    }

    private static boolean closedBy(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// Frames that ask for nothing: each one is answered, and none is a request.
    @Test
    void aConnectionOfHttp2WithoutRequestsMeetsItsDeadline() throws Exception {
        serve(10_000, DEADLINE_MS);
        SSLSocket socket = unconnected();
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        socket.getOutputStream()
                .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
        long startNs = System.nanoTime();
        byte[] ping = {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
        socket.setSoTimeout(TRICKLE_MS);
        byte[] answered = new byte[1_000];
        boolean open = true;
        while (open && millisSince(startNs) < TEST_MS) {
            try {
                socket.getOutputStream().write(ping);
                do {
                    open = socket.getInputStream().read(answered) >= 0;
                } while (open);
            } catch (SocketTimeoutException e) {
                assertThat(socket.isClosed()).isFalse();
            } catch (IOException e) {
                open = false;
            }
        }
        assertThat(millisSince(startNs)).isBetween(DEADLINE_MS - 100L, 4L * DEADLINE_MS);
    }

    /// Those who stay hold every place that one address has before the handshake.
    @Test
    void whoSaysNothingBeforeTheHandshakeKeepsNobodyOut() throws Exception {
        serve(60_000, 60_000);
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 10 * PLACES; i++) {
            silent.add(plain());
        }
        awaitClosed(silent, 10 * PLACES - PER_ADDRESS);
        assertThat(silent).hasSize(PER_ADDRESS);
        assertThatAnApplicationServerIsServed();
    }

    /// Connections may be admitted in another order than they came in: all of them are here before the honest one.
    private static void awaitClosed(List<Socket> sockets, int count) {
        long startNs = System.nanoTime();
        int wanted = sockets.size() - count;
        while (sockets.size() > wanted && millisSince(startNs) < TEST_MS) {
            sockets.removeIf(NorthboundStrangersTest::closedBy);
        }
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
        assertRefused(field + "\r\n\r\n{}");
    }

    /// Two readers would cut such a body differently, or none could.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "Content-Length: 2, 3\r\n\r\n{}",
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: -2\r\n\r\n{}",
                "Content-Length: two\r\n\r\n{}",
                "Transfer-Encoding: gzip\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n"
            })
    void aBodyWithoutOneLengthIsRefused(String rest) throws Exception {
        assertRefused(rest);
    }

    /// In the words of the interface, without a word of the request, and then the connection ends.
    private void assertRefused(String rest) throws IOException {
        serve(10_000, 10_000);
        SSLSocket socket = secured();
        socket.setSoTimeout(TEST_MS);
        socket.getOutputStream()
                .write(
                        ("POST "
                                        + RetrievalRequest.PATH
                                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                                        + " application/json\r\n"
                                        + rest)
                                .getBytes(StandardCharsets.US_ASCII));
        String answer =
                new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"cause\":\"INVALID_MSG_FORMAT\"")
                .doesNotContain("Jetty", "html");
    }

    @Test
    void aHeadLongerThanAnyIsRefused() throws Exception {
        assertRefused("X-Long: " + "x".repeat(9_000) + "\r\n\r\n");
    }
}
