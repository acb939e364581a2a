package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.RealTime;
import dev.bestow.link.tls.TestCertificates;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.RegistrationRequest;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;

/// Registrations and reports over real TLS: our server with the JDK's client and with ours.
class NorthboundRegistrationInterop {
    private static final TestCertificates OPERATOR = new TestCertificates("operator");
    private static final SSLContext SERVER = OPERATOR.node("localhost").identity().context();
    private static final AsId METER = AsId.parse("meter.example.net");
    private static final AsId PUMP = AsId.parse("pump.example.net");
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final String BY_RAND = "{\"keyName\":{\"randId\":\"2a99dfa5\"}}";
    private static final String REPORT = "{\"rand\":\"" + RAND + "\"}";
    private static final long DEADLINE_MS = 20_000;

    private final Operator operator = new Operator();
    private final List<AutoCloseable> open = new ArrayList<>();
    private NorthboundServer server;
    private int port;

    /// Remembers as whom it was asked.
    private static final class Operator implements NorthboundHandler {
        private final List<AsId> retrieved = new ArrayList<>();
        private final List<ReportRequest> reports = new ArrayList<>();
        private ReportAnswer answer = new ReportAnswer.Taken();
        private RefreshAnswer refreshed = new RefreshAnswer.Accepted(5);

        @Override
        public synchronized RetrievalAnswer retrieve(
                NorthboundCaller caller, RetrievalRequest request) {
            retrieved.add(caller.endpoint());
            return new RetrievalAnswer.NotAvailable();
        }

        @Override
        public synchronized ReportAnswer report(NorthboundCaller caller, ReportRequest request) {
            assertThat(caller.endpoint()).isEqualTo(request.asId());
            reports.add(request);
            return answer;
        }

        @Override
        public RefreshAnswer refresh(NorthboundCaller caller, RetrievalRequest named) {
            assertThat(caller.endpoint()).isEqualTo(named.asId());
            return refreshed;
        }

        @Override
        public RegistrationAnswer register(NorthboundCaller caller) {
            AsId endpoint = caller.endpoint();
            return endpoint.equals(METER) || endpoint.equals(PUMP)
                    ? new RegistrationAnswer.Registered(endpoint, SolutionTable.named("10"), 86_400)
                    : new RegistrationAnswer.NotAuthorised();
        }
    }

    @BeforeEach
    void serve() {
        server =
                NorthboundServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        SERVER,
                        operator,
                        NorthboundLimits.STANDARD,
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

    private static SSLContext certificate(String... names) {
        return OPERATOR.node(names).identity().context();
    }

    private HttpClient caller(String... names) {
        HttpClient client = HttpClient.newBuilder().sslContext(certificate(names)).build();
        open.add(client);
        return client;
    }

    private NorthboundClient ours(String name) {
        var client =
                new NorthboundClient(
                        URI.create("https://localhost:" + port),
                        certificate(name),
                        RealTime.ports().clock(),
                        DEADLINE_MS);
        open.add(client);
        return client;
    }

    private HttpResponse<String> post(HttpClient client, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> register(HttpClient client, AsId as)
            throws IOException, InterruptedException {
        return post(client, RegistrationRequest.PATH, "{\"asId\":\"" + as + "\"}");
    }

    @Test
    void whoRegisteredNeedNotNameItself() throws Exception {
        HttpClient meter = caller(METER.fqdn());
        HttpResponse<String> registered = register(meter, METER);
        assertThat(registered.statusCode()).isEqualTo(200);
        assertThat(registered.body())
                .isEqualTo(
                        """
                        {"asId":"meter.example.net","solution":"10","key":"e2mKey","naming":"RAND_ID",\
                        "longestLifeSeconds":86400}\
                        """);
        assertThat(post(meter, RetrievalRequest.PATH, BY_RAND).statusCode()).isEqualTo(404);
        assertThat(operator.retrieved).containsExactly(METER);
        HttpResponse<String> taken = post(meter, ReportRequest.PATH, REPORT);
        assertThat(taken.statusCode()).isEqualTo(204);
        assertThat(taken.body()).isEmpty();
        assertThat(operator.reports).containsExactly(new ReportRequest(METER, RAND));
    }

    @ParameterizedTest
    @EnumSource
    void aTakenReportHasNoBodyAndTheConnectionStays(HttpClient.Version version) throws Exception {
        HttpClient meter =
                HttpClient.newBuilder()
                        .sslContext(certificate(METER.fqdn()))
                        .version(version)
                        .build();
        open.add(meter);
        String report = "{\"asId\":\"" + METER + "\",\"rand\":\"" + RAND + "\"}";
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> taken = post(meter, ReportRequest.PATH, report);
            assertThat(taken.version()).isEqualTo(version);
            assertThat(taken.statusCode()).isEqualTo(204);
            assertThat(taken.headers().map()).doesNotContainKeys("content-type", "content-length");
        }
    }

    @Test
    void whoDidNotRegisterIsToldWhatToDo() throws Exception {
        register(caller(METER.fqdn()), METER);
        for (String path : List.of(RetrievalRequest.PATH, ReportRequest.PATH)) {
            String body = path.equals(ReportRequest.PATH) ? REPORT : BY_RAND;
            HttpResponse<String> refused = post(caller(PUMP.fqdn()), path, body);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body())
                    .contains("MANDATORY_IE_MISSING", "POST " + RegistrationRequest.PATH);
        }
        assertThat(operator.retrieved).isEmpty();
        assertThat(operator.reports).isEmpty();
    }

    @Test
    void aCertificateOfSeveralNamesRegistersTheOneItSpeaksAs() throws Exception {
        HttpClient both = caller(METER.fqdn(), PUMP.fqdn());
        register(both, METER);
        post(both, RetrievalRequest.PATH, BY_RAND);
        register(both, PUMP);
        post(both, RetrievalRequest.PATH, BY_RAND);
        post(both, ReportRequest.PATH, "{\"asId\":\"" + METER + "\",\"rand\":\"" + RAND + "\"}");
        assertThat(operator.retrieved).containsExactly(METER, PUMP);
        assertThat(operator.reports)
                .as("a name that is there counts")
                .containsExactly(new ReportRequest(METER, RAND));
    }

    @Test
    void nobodyRegistersOrReportsInAnothersName() throws Exception {
        HttpClient pump = caller(PUMP.fqdn());
        assertThat(register(pump, METER).statusCode()).isEqualTo(403);
        assertThat(post(pump, ReportRequest.PATH, REPORT).statusCode()).isEqualTo(400);
        assertThat(ours(PUMP.fqdn()).report(new ReportRequest(METER, RAND)))
                .isEqualTo(new ReportOutcome.Refused("status 403, AS_NOT_AUTHORISED"));
        assertThat(operator.reports).isEmpty();
    }

    @Test
    void whomTheOperatorDoesNotServeIsNotRegistered() throws Exception {
        HttpClient stranger = caller("stranger.example.net");
        assertThat(register(stranger, AsId.parse("stranger.example.net")).statusCode())
                .isEqualTo(403);
        assertThat(post(stranger, RetrievalRequest.PATH, BY_RAND).statusCode()).isEqualTo(400);
    }

    /// The key's name is as in a retrieval, and whoever registered need not name itself.
    @Test
    void aRefreshIsAcceptedWithoutABodyAndSaysWhenToLookAgain() throws Exception {
        HttpClient meter = caller(METER.fqdn());
        assertThat(post(meter, RefreshAnswer.PATH, BY_RAND).statusCode()).isEqualTo(400);
        register(meter, METER);
        HttpResponse<String> accepted = post(meter, RefreshAnswer.PATH, BY_RAND);
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEmpty();
        assertThat(accepted.headers().firstValue("retry-after")).hasValue("5");
        assertThat(accepted.headers().firstValue("cache-control")).hasValue("no-store");
        var named = new RetrievalRequest(METER, new KeyName.ByRand(RAND.id()), null);
        assertThat(ours(PUMP.fqdn()).refresh(named))
                .as("in another's name")
                .isEqualTo(new RefreshAnswer.NotAuthorised());
        for (RefreshAnswer answer :
                List.of(
                        new RefreshAnswer.Accepted(5),
                        new RefreshAnswer.NotAvailable(),
                        new RefreshAnswer.NotAuthorised(),
                        new RefreshAnswer.TooMany(600),
                        new RefreshAnswer.SourceUnavailable(2))) {
            operator.refreshed = answer;
            assertThat(ours(METER.fqdn()).refresh(named)).isEqualTo(answer);
        }
        port = 1;
        assertThat(ours(METER.fqdn()).refresh(named))
                .isEqualTo(new RefreshAnswer.SourceUnavailable(1));
    }

    @Test
    void ourClientTellsWhatToTryAgain() {
        NorthboundClient client = ours(METER.fqdn());
        ReportRequest report = new ReportRequest(METER, RAND);
        assertThat(client.report(report)).isEqualTo(new ReportOutcome.Taken());
        operator.answer = new ReportAnswer.NotAvailable();
        assertThat(client.report(report))
                .isEqualTo(new ReportOutcome.Refused("status 404, KEY_NOT_AVAILABLE"));
        operator.answer = new ReportAnswer.NotAuthorised();
        assertThat(client.report(report))
                .isEqualTo(new ReportOutcome.Refused("status 403, AS_NOT_AUTHORISED"));
        operator.answer = new ReportAnswer.TooMany(7);
        assertThat(client.report(report))
                .isEqualTo(new ReportOutcome.Failed("status 429, TOO_MANY_REQUESTS", 7));
        port = 1;
        assertThat(ours(METER.fqdn()).report(report)).isInstanceOf(ReportOutcome.Failed.class);
    }

    @Test
    void whoIsShutOutIsDisconnectedAndRegisteredNoMore() throws Exception {
        HttpClient meter = caller(METER.fqdn());
        HttpClient pump = caller(PUMP.fqdn());
        register(meter, METER);
        register(pump, PUMP);
        long before = server.connections();
        assertThat(before).isEqualTo(2);
        server.shutOut(METER);
        await().atMost(Duration.ofMillis(DEADLINE_MS))
                .until(() -> server.connections() == before - 1);
        assertThat(post(meter, RetrievalRequest.PATH, BY_RAND).body())
                .as("over a new connection")
                .contains("MANDATORY_IE_MISSING");
        assertThat(post(pump, RetrievalRequest.PATH, BY_RAND).statusCode()).isEqualTo(404);
    }
}
