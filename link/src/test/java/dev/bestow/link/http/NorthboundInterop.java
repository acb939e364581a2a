package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyRoot;
import dev.bestow.link.RealTime;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.accept.HalfOpen;
import dev.bestow.link.tls.TestCertificates;
import dev.bestow.wire.north.KeysJson;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalJson;
import dev.bestow.wire.north.RetrievalRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Real TLS on loopback: our server and client with each other, the server with the JDK's client, the
/// client with the JDK's server.
class NorthboundInterop {
    private static final TestCertificates OPERATOR = new TestCertificates("operator");
    private static final SSLContext SERVER = OPERATOR.node("localhost").identity().context();
    private static final SSLContext CALLER = OPERATOR.node("as.example.net").identity().context();
    private static final RetrievalRequest ASKED = NorthboundSamples.ASKED;
    private static final NorthboundLimits IMPATIENT =
            new NorthboundLimits(4_096, 3_000, 3_000, 64, HalfOpen.Limits.DEFAULT);
    private static final long DEADLINE_MS = 20_000;

    private volatile RetrievalAnswer answer = new RetrievalAnswer.NotAvailable();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void everyAnswerArrivesAsItWasGiven() {
        NorthboundClient client = client(serve(NorthboundLimits.STANDARD).port(), CALLER);
        List<RetrievalAnswer> answers =
                List.of(
                        new RetrievalAnswer.NotAvailable(),
                        new RetrievalAnswer.NotYet(5),
                        new RetrievalAnswer.NotAuthorised(),
                        new RetrievalAnswer.RootMismatch(KeyRoot.CK_IK, KeyRoot.KASME),
                        new RetrievalAnswer.TooMany(7),
                        new RetrievalAnswer.SourceUnavailable(9));
        for (RetrievalAnswer given : answers) {
            answer = given;
            assertThat(client.retrieve(ASKED)).isEqualTo(new RetrievalOutcome.Answered(given));
        }
        answer = new RetrievalAnswer.Keys(List.of(NorthboundSamples.key()));
        RetrievalAnswer expected = new RetrievalAnswer.Keys(List.of(NorthboundSamples.key()));
        assertThat(client.retrieve(ASKED)).isEqualTo(new RetrievalOutcome.Answered(expected));
    }

    @Test
    void keyOfAnotherApplicationServerIsRefusedBeforeTheHandler() {
        NorthboundClient client = client(serve(NorthboundLimits.STANDARD).port(), CALLER);
        RetrievalRequest theirs =
                new RetrievalRequest(
                        AsId.parse("other.example.net"), NorthboundSamples.BY_RAND, null);
        assertThat(client.retrieve(theirs))
                .isEqualTo(new RetrievalOutcome.Answered(new RetrievalAnswer.NotAuthorised()));
        assertThat(asked).hasValue(0);
    }

    @Test
    void strangersGetNoConnection() throws Exception {
        int port = serve(NorthboundLimits.STANDARD).port();
        TestCertificates elsewhere = new TestCertificates("elsewhere");
        SSLContext stranger = elsewhere.node("as.example.net").identity().context();
        assertThat(client(port, stranger).retrieve(ASKED))
                .isInstanceOf(RetrievalOutcome.Failed.class);
        SSLContext misnamed = OPERATOR.node("other.example.net").identity().context();
        NorthboundServer wrong = serve(NorthboundLimits.STANDARD, misnamed);
        assertThat(client(wrong.port(), CALLER).retrieve(ASKED))
                .isInstanceOf(RetrievalOutcome.Failed.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void handlerThatBreaksIsSaidToHaveBrokenAndNoMore() {
        NorthboundServer server =
                track(
                        NorthboundServer.start(
                                loopback(),
                                SERVER,
                                (_, _) -> {
                                    throw new IllegalStateException("planted");
                                },
                                NorthboundLimits.STANDARD,
                                RealTime.ports()));
        NorthboundClient client = client(server.port(), CALLER);
        for (int i = 0; i < 2; i++) {
            assertThat(client.retrieve(ASKED))
                    .isInstanceOfSatisfying(
                            RetrievalOutcome.Rejected.class,
                            rejected -> {
                                assertThat(rejected.problem().cause()).isEqualTo("SYSTEM_FAILURE");
                                assertThat(rejected.toString()).doesNotContain("planted");
                            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void foreignClientLearnsWhatIsWrong(HttpClient.Version version) throws Exception {
        NorthboundServer server = serve(NorthboundLimits.STANDARD);
        answer = new RetrievalAnswer.NotYet(3);
        String good = new String(RetrievalJson.encode(ASKED), StandardCharsets.UTF_8);
        String json = "application/json";
        try (HttpClient foreign =
                HttpClient.newBuilder().sslContext(CALLER).version(version).build()) {
            URI resource = root(server.port()).resolve(RetrievalRequest.PATH);
            HttpResponse<String> pending = post(foreign, resource, json, good);
            assertProblem(pending, 503, "KEY_NOT_YET_CURRENT");
            assertThat(pending.version()).isEqualTo(version);
            assertThat(pending.headers().firstValue("retry-after")).contains("3");
            assertThat(pending.headers().firstValue("cache-control")).contains("no-store");
            assertProblem(
                    post(foreign, resource.resolve("/other"), json, good),
                    404,
                    "RESOURCE_URI_STRUCTURE_NOT_FOUND");
            assertProblem(
                    post(foreign, resource, "text/plain", good), 415, "UNSUPPORTED_MEDIA_TYPE");
            assertProblem(
                    post(foreign, resource, json, good + " ".repeat(5_000)),
                    413,
                    "PAYLOAD_TOO_LARGE");
            assertProblem(post(foreign, resource, json, "{"), 400, "INVALID_MSG_FORMAT");
            HttpResponse<String> misspelt =
                    post(foreign, resource, json, good.replace("root", "rot"));
            assertProblem(misspelt, 400, "MANDATORY_IE_INCORRECT");
            assertThat(misspelt.body()).contains("\"param\":\"rot\"");
            HttpRequest get = HttpRequest.newBuilder(resource).GET().build();
            HttpResponse<String> notAllowed =
                    foreign.send(get, HttpResponse.BodyHandlers.ofString());
            assertProblem(notAllowed, 405, "METHOD_NOT_ALLOWED");
            assertThat(notAllowed.headers().firstValue("allow")).contains("POST");
            HttpResponse<String> spelt = post(foreign, resource, "Application/JSON", good);
            assertProblem(spelt, 503, "KEY_NOT_YET_CURRENT");
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void garbageAndSilenceCostOnlyTheirOwnConnection() throws Exception {
        NorthboundServer server = serve(IMPATIENT);
        Random random = new Random(20_261_121);
        byte[] noise = new byte[2_000];
        for (int i = 0; i < 8; i++) {
            random.nextBytes(noise);
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                plain.getOutputStream().write(noise);
            }
            try (SSLSocket secured =
                    (SSLSocket)
                            CALLER.getSocketFactory()
                                    .createSocket(
                                            InetAddress.getLoopbackAddress(), server.port())) {
                secured.getOutputStream().write(noise);
            }
        }
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket halfway =
                        (SSLSocket)
                                CALLER.getSocketFactory()
                                        .createSocket(
                                                InetAddress.getLoopbackAddress(), server.port())) {
            halfway.getOutputStream()
                    .write("POST /bestow-keys/v1/re".getBytes(StandardCharsets.US_ASCII));
            silent.setSoTimeout((int) DEADLINE_MS);
            halfway.setSoTimeout((int) DEADLINE_MS);
            assertThat(endOf(silent)).isTrue();
            assertThat(endOf(halfway)).isTrue();
        }
        assertThat(client(server.port(), CALLER).retrieve(ASKED))
                .isInstanceOf(RetrievalOutcome.Answered.class);
    }

    @Test
    void keptConnectionThatDiedIsReplacedUnseen() throws Exception {
        NorthboundServer first = serve(NorthboundLimits.STANDARD);
        NorthboundClient client = client(first.port(), CALLER);
        assertThat(client.retrieve(ASKED)).isInstanceOf(RetrievalOutcome.Answered.class);
        int port = first.port();
        first.close();
        track(
                NorthboundServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        SERVER,
                        (_, _) -> answer,
                        NorthboundLimits.STANDARD,
                        RealTime.ports()));
        assertThat(client.retrieve(ASKED)).isInstanceOf(RetrievalOutcome.Answered.class);
    }

    @Test
    void deadlineEndsAWaitAndTheNextRequestIsFine() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        NorthboundServer server =
                track(
                        NorthboundServer.start(
                                loopback(),
                                SERVER,
                                (_, _) -> {
                                    if (calls.incrementAndGet() > 1) {
                                        await(release);
                                    }
                                    return new RetrievalAnswer.NotAvailable();
                                },
                                NorthboundLimits.STANDARD,
                                RealTime.ports()));
        assertThat(client(server.port(), CALLER).retrieve(ASKED))
                .isInstanceOf(RetrievalOutcome.Answered.class);
        NorthboundClient hasty =
                track(
                        new NorthboundClient(
                                root(server.port()), CALLER, RealTime.ports().clock(), 500));
        assertThat(hasty.retrieve(ASKED)).isInstanceOf(RetrievalOutcome.Failed.class);
        release.countDown();
        assertThat(client(server.port(), CALLER).retrieve(ASKED))
                .isInstanceOf(RetrievalOutcome.Answered.class);
    }

    @Test
    void manyAskAtOnceOverFewConnections() throws Exception {
        NorthboundClient client = client(serve(NorthboundLimits.STANDARD).port(), CALLER);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RetrievalOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                outcomes.add(threads.submit(() -> client.retrieve(ASKED)));
            }
            for (Future<RetrievalOutcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(RetrievalOutcome.Answered.class);
            }
        }
        assertThat(asked).hasValue(200);
    }

    @Test
    void foreignServerIsUnderstoodWhetherItCountsOrChunks() throws Exception {
        byte[] keys = KeysJson.encode(new RetrievalAnswer.Keys(List.of(NorthboundSamples.key())));
        for (long length : new long[] {0, keys.length}) {
            NorthboundClient client =
                    client(
                            foreign(exchange -> {
                                exchange.getRequestBody().readAllBytes();
                                exchange.getResponseHeaders()
                                        .set("Content-Type", "application/json");
                                exchange.sendResponseHeaders(200, length);
                                try (OutputStream out = exchange.getResponseBody()) {
                                    out.write(keys, 0, 100);
                                    out.flush();
                                    out.write(keys, 100, keys.length - 100);
                                }
                            }),
                            CALLER);
            for (int i = 0; i < 2; i++) {
                assertThat(client.retrieve(ASKED)).isInstanceOf(RetrievalOutcome.Answered.class);
            }
        }
    }

    @Test
    void foreignAnswersThatMakeNoSenseAreNoAnswers() throws Exception {
        for (String body : List.of("", "<html>", "{\"keys\":[]}", "{\"cause\":1}")) {
            byte[] octets = body.getBytes(StandardCharsets.UTF_8);
            for (int status : new int[] {200, 404, 502}) {
                int port =
                        foreign(exchange -> {
                            exchange.getRequestBody().readAllBytes();
                            exchange.getResponseHeaders()
                                    .set("Content-Type", ProblemJson.MEDIA_TYPE);
                            exchange.sendResponseHeaders(
                                    status, octets.length == 0 ? -1 : octets.length);
                            exchange.getResponseBody().write(octets);
                            exchange.close();
                        });
                assertThat(client(port, CALLER).retrieve(ASKED))
                        .isNotInstanceOf(RetrievalOutcome.Answered.class);
            }
        }
    }

    @Test
    void anAnswerWithoutEndIsNoAnswer() throws Exception {
        byte[] page = new byte[65_536];
        int port =
                foreign(exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < 10_000; i++) {
                            out.write(page);
                        }
                    }
                });
        assertThat(client(port, CALLER).retrieve(ASKED))
                .isInstanceOf(RetrievalOutcome.Failed.class);
    }

    @Test
    void aRequestUnderWayIsAnsweredWhileTheServerCloses() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        NorthboundServer server =
                NorthboundServer.start(
                        loopback(),
                        SERVER,
                        (_, _) -> {
                            arrived.countDown();
                            await(release);
                            return new RetrievalAnswer.NotAvailable();
                        },
                        NorthboundLimits.STANDARD,
                        RealTime.ports());
        NorthboundClient client = client(server.port(), CALLER);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RetrievalOutcome> outcome = threads.submit(() -> client.retrieve(ASKED));
            await(arrived);
            int port = server.port();
            Future<?> closing = threads.submit(server::close);
            awaitRefusal(port);
            release.countDown();
            assertThat(outcome.get())
                    .isEqualTo(new RetrievalOutcome.Answered(new RetrievalAnswer.NotAvailable()));
            closing.get();
        }
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        NorthboundServer first = serve(NorthboundLimits.STANDARD);
        var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());
        assertThatThrownBy(() ->
                        NorthboundServer.start(
                                taken,
                                SERVER,
                                (_, _) -> answer,
                                NorthboundLimits.STANDARD,
                                RealTime.ports()))
                .hasCauseInstanceOf(CannotListen.class)
                .hasMessageContaining(":" + first.port() + " (TCP)");
    }

    /// Until nobody listens at the port any more.
    private static void awaitRefusal(int port) {
        long startNs = System.nanoTime();
        while ((System.nanoTime() - startNs) / 1_000_000 < DEADLINE_MS) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("port " + port + " still listens");
    }

    private interface Exchanging {
        void handle(HttpExchange exchange) throws IOException;
    }

    private int foreign(Exchanging handler) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(SERVER));
        server.createContext("/", handler::handle);
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private NorthboundServer serve(NorthboundLimits limits) {
        return serve(limits, SERVER);
    }

    private NorthboundServer serve(NorthboundLimits limits, SSLContext identity) {
        return track(
                NorthboundServer.start(
                        loopback(),
                        identity,
                        (_, _) -> {
                            asked.incrementAndGet();
                            return answer;
                        },
                        limits,
                        RealTime.ports()));
    }

    private NorthboundClient client(int port, SSLContext identity) {
        return track(
                new NorthboundClient(root(port), identity, RealTime.ports().clock(), DEADLINE_MS));
    }

    private <T extends AutoCloseable> T track(T each) {
        open.add(each);
        return each;
    }

    private static HttpResponse<String> post(HttpClient client, URI uri, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String cause) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains(ProblemJson.MEDIA_TYPE);
        assertThat(response.body()).contains("\"cause\":\"" + cause + "\"", "\"status\":" + status);
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length < 1_000;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static URI root(int port) {
        return URI.create("https://localhost:" + port);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
