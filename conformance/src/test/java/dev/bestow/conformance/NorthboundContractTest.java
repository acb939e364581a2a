package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.bestow.cli.certificates.TestCertificates;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.link.http.NorthboundAccess;
import dev.bestow.link.http.NorthboundCaller;
import dev.bestow.link.http.NorthboundHandler;
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.link.token.TokenCheck;
import dev.bestow.link.token.TokenRules;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.RegistrationRequest;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.north.RevocationAnswer;
import dev.bestow.wire.north.RevocationRequest;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

/// Every answer that the OpenAPI file describes, caused at the real server by a real client and held against the file.
class NorthboundContractTest {
    private static final AsId AS = AsId.parse("as.example.net");
    private static final String RAND = "81e92b6c0ee0e12ebceba8d92a99dfa5";
    private static final String OTHER = "other.example.net";
    private static final int MAX_BODY_OCTETS = 4_096;

    /// A proper body of each operation, where NAME is the endpoint's.
    private static final Map<String, String> BODIES =
            Map.of(
                    RetrievalRequest.PATH,
                    "{\"asId\":\"NAME\",\"keyName\":{\"randId\":\"2a99dfa5\"},\"root\":\"CK_IK\"}",
                    RefreshAnswer.PATH,
                    "{\"asId\":\"NAME\",\"keyName\":{\"randId\":\"2a99dfa5\"},\"root\":\"CK_IK\"}",
                    ReportRequest.PATH,
                    "{\"asId\":\"NAME\",\"rand\":\"" + RAND + "\"}",
                    RevocationRequest.PATH,
                    "{\"asId\":\"NAME\",\"rand\":\""
                            + RAND
                            + "\",\"guti\":\"00f110800112c0de0001\",\"eksi\":3}",
                    RegistrationRequest.PATH,
                    "{\"asId\":\"NAME\"}");

    private final ECKey issuer = ecKey();
    private final Operator operator = new Operator();
    private final ApiContract contract;

    NorthboundContractTest() throws Exception {
        contract = new ApiContract();
    }

    private static ECKey ecKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("issuer").generate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Answers as it is told to.
    private static final class Operator implements NorthboundHandler {
        private Supplier<RetrievalAnswer> retrieval = RetrievalAnswer.NotAvailable::new;
        private Supplier<RefreshAnswer> refresh = RefreshAnswer.NotAvailable::new;
        private Supplier<ReportAnswer> report = ReportAnswer.NotAvailable::new;
        private Supplier<RevocationAnswer> revocation = RevocationAnswer.NotAvailable::new;
        private Supplier<RegistrationAnswer> registration = RegistrationAnswer.NotAuthorised::new;

        void breaks() {
            retrieval =
                    () -> {
                        throw broken();
                    };
            refresh =
                    () -> {
                        throw broken();
                    };
            report =
                    () -> {
                        throw broken();
                    };
            revocation =
                    () -> {
                        throw broken();
                    };
            registration =
                    () -> {
                        throw broken();
                    };
        }

        private static StoreFailure broken() {
            return new StoreFailure("the disk is full");
        }

        @Override
        public RetrievalAnswer retrieve(NorthboundCaller caller, RetrievalRequest request) {
            return retrieval.get();
        }

        @Override
        public RefreshAnswer refresh(NorthboundCaller caller, RetrievalRequest named) {
            return refresh.get();
        }

        @Override
        public ReportAnswer report(NorthboundCaller caller, ReportRequest request) {
            return report.get();
        }

        @Override
        public RevocationAnswer revoke(NorthboundCaller caller, RevocationRequest request) {
            return revocation.get();
        }

        @Override
        public RegistrationAnswer register(NorthboundCaller caller) {
            return registration.get();
        }
    }

    private static RetrievalAnswer keys() {
        return new RetrievalAnswer.Keys(
                List.of(
                        new RetrievedKey(
                                new KsAs(Secret.taking(new byte[KsAs.OCTETS])),
                                Rand.parse(RAND),
                                new KeyName.ByGuti(
                                        new Guti(PlmnId.parse("001/01"), 0x8001, 0x12, 0xc0de0001),
                                        new Eksi(3)),
                                KeyRoot.CK_IK,
                                Instant.parse("2026-12-01T00:00:00Z"),
                                "meter1@example.net",
                                true)));
    }

    private static SSLContext identity(TestCertificates authority, String name) {
        TestCertificates.Issued issued = authority.issue(name);
        return TlsIdentity.of(
                        List.of(issued.certificate()), issued.key(), List.of(issued.authority()))
                .context();
    }

    @SuppressWarnings("JavaUtilDate") // Nimbus speaks it.
    private String token(String scope) throws Exception {
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("issuer").build(),
                        new JWTClaimsSet.Builder()
                                .issuer("issuer")
                                .expirationTime(new Date(System.currentTimeMillis() + 600_000))
                                .claim("scope", scope)
                                .build());
        jwt.sign(new ECDSASigner(issuer));
        return "Bearer " + jwt.serialize();
    }

    /// One client and one server.
    private final class Wire implements AutoCloseable {
        private final NorthboundServer server;
        private final HttpClient client;

        Wire() {
            Ports ports = SystemPorts.untilExit();
            var authority = TestCertificates.newAuthority(ports.clock());
            var tokens =
                    new TokenCheck(
                            new TokenRules("issuer", null, 30, true),
                            () -> new JWKSet(issuer.toPublicJWK()).toString(),
                            ports.clock());
            server =
                    NorthboundServer.start(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            new NorthboundAccess(identity(authority, "scef.example.net"), tokens),
                            operator,
                            NorthboundLimits.STANDARD,
                            ports);
            client = HttpClient.newBuilder().sslContext(identity(authority, AS.fqdn())).build();
        }

        HttpRequest.Builder to(String path) {
            return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                    .header("Content-Type", "application/json");
        }

        void expect(String path, String status, HttpRequest request) throws Exception {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            contract.check(path, response);
            assertThat(contract.seen()).contains((path + " " + status).strip());
        }

        void expect(String path, String status, String body) throws Exception {
            expect(path, status, to(path).POST(BodyPublishers.ofString(body)).build());
        }

        @Override
        public void close() {
            client.close();
            server.close();
        }
    }

    private static String body(String path) {
        return body(path, AS.fqdn());
    }

    private static String body(String path, String name) {
        return Objects.requireNonNull(BODIES.get(path), path).replace("NAME", name);
    }

    /// Faults that every operation answers alike, before anything behind is asked.
    private void expectFaults(Wire wire, String path) throws Exception {
        String proper = body(path);
        assertThat(contract.takes(path, proper)).as(proper).isTrue();
        wire.expect(path, "400 INVALID_MSG_FORMAT", "[");
        for (String wrong : List.of("{}", proper.replace("asId", "name"))) {
            assertThat(contract.takes(path, wrong)).as(wrong).isFalse();
        }
        wire.expect(path, "400 MANDATORY_IE_MISSING", "{}");
        wire.expect(path, "400 MANDATORY_IE_INCORRECT", proper.replace("asId", "name"));
        wire.expect(path, "403 AS_NOT_AUTHORISED", body(path, OTHER));
        wire.expect(path, "413 PAYLOAD_TOO_LARGE", proper + " ".repeat(MAX_BODY_OCTETS));
        wire.expect(
                path,
                "405 METHOD_NOT_ALLOWED",
                wire.to(path).PUT(BodyPublishers.ofString(proper)).build());
        wire.expect(
                path,
                "415 UNSUPPORTED_MEDIA_TYPE",
                wire.to(path)
                        .setHeader("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(proper))
                        .build());
        expectTokenFault(wire, path, "400 INVALID_AUTHORIZATION", "Basic Og==");
        expectTokenFault(wire, path, "401 INVALID_TOKEN", "Bearer e30.e30.e30");
        expectTokenFault(wire, path, "403 INSUFFICIENT_SCOPE", token("bestow-keys:" + OTHER));
    }

    private static void expectTokenFault(Wire wire, String path, String status, String value)
            throws Exception {
        wire.expect(
                path,
                status,
                wire.to(path)
                        .header("Authorization", value)
                        .POST(BodyPublishers.ofString(body(path)))
                        .build());
    }

    private void expectRetrievals(Wire wire) throws Exception {
        String path = RetrievalRequest.PATH;
        String proper = body(path);
        String wrongRoot = proper.replace("CK_IK", "CK");
        assertThat(contract.takes(path, wrongRoot)).isFalse();
        wire.expect(path, "400 OPTIONAL_IE_INCORRECT", wrongRoot);
        operator.retrieval = NorthboundContractTest::keys;
        wire.expect(path, "200", proper);
        operator.retrieval = RetrievalAnswer.NotAvailable::new;
        wire.expect(path, "404 KEY_NOT_AVAILABLE", proper);
        operator.retrieval = () -> new RetrievalAnswer.RootMismatch(KeyRoot.CK_IK, KeyRoot.KASME);
        wire.expect(path, "409 ROOT_MISMATCH", proper);
        operator.retrieval = () -> new RetrievalAnswer.NotYet(2);
        wire.expect(path, "503 KEY_NOT_YET_CURRENT", proper);
        operator.retrieval = () -> new RetrievalAnswer.SourceUnavailable(2);
        wire.expect(path, "503 KEY_SOURCE_UNAVAILABLE", proper);
        operator.retrieval = () -> new RetrievalAnswer.TooMany(1);
        wire.expect(path, "429 TOO_MANY_REQUESTS", proper);
    }

    private void expectRefreshes(Wire wire) throws Exception {
        String path = RefreshAnswer.PATH;
        wire.expect(path, "400 OPTIONAL_IE_INCORRECT", body(path).replace("CK_IK", "CK"));
        operator.refresh = () -> new RefreshAnswer.Accepted(5);
        wire.expect(path, "202", body(path));
        operator.refresh = RefreshAnswer.NotAvailable::new;
        wire.expect(path, "404 KEY_NOT_AVAILABLE", body(path));
        operator.refresh = () -> new RefreshAnswer.SourceUnavailable(2);
        wire.expect(path, "503 KEY_SOURCE_UNAVAILABLE", body(path));
        operator.refresh = () -> new RefreshAnswer.TooMany(600);
        wire.expect(path, "429 TOO_MANY_REQUESTS", body(path));
    }

    private void expectReports(Wire wire) throws Exception {
        String path = ReportRequest.PATH;
        operator.report = ReportAnswer.Taken::new;
        wire.expect(path, "204", body(path));
        operator.report = ReportAnswer.NotAvailable::new;
        wire.expect(path, "404 KEY_NOT_AVAILABLE", body(path));
        operator.report = () -> new ReportAnswer.TooMany(1);
        wire.expect(path, "429 TOO_MANY_REQUESTS", body(path));
    }

    private void expectRevocations(Wire wire) throws Exception {
        String path = RevocationRequest.PATH;
        String half = body(path).replace(",\"eksi\":3", "");
        assertThat(contract.takes(path, half)).isFalse();
        wire.expect(path, "400 MANDATORY_IE_MISSING", half);
        operator.revocation = RevocationAnswer.Revoked::new;
        wire.expect(path, "204", body(path));
        operator.revocation = RevocationAnswer.NotAvailable::new;
        wire.expect(path, "404 KEY_NOT_AVAILABLE", body(path));
        operator.revocation = () -> new RevocationAnswer.SourceUnavailable(2);
        wire.expect(path, "503 KEY_SOURCE_UNAVAILABLE", body(path));
        operator.revocation = () -> new RevocationAnswer.TooMany(1);
        wire.expect(path, "429 TOO_MANY_REQUESTS", body(path));
    }

    private void expectRegistrations(Wire wire) throws Exception {
        String path = RegistrationRequest.PATH;
        operator.registration = () -> new RegistrationAnswer.TooMany(1);
        wire.expect(path, "429 TOO_MANY_REQUESTS", body(path));
        operator.registration =
                () -> new RegistrationAnswer.Registered(AS, SolutionTable.named("12"), 86_400);
        wire.expect(path, "200", body(path));
    }

    @Test
    void everyDocumentedAnswerIsSeenAndIsAsTheFileSays() throws Exception {
        try (Wire wire = new Wire()) {
            for (String path : BODIES.keySet()) {
                expectFaults(wire, path);
            }
            expectRetrievals(wire);
            expectRefreshes(wire);
            expectReports(wire);
            expectRevocations(wire);
            expectRegistrations(wire);
            operator.breaks();
            for (String path : BODIES.keySet()) {
                wire.expect(path, "500 SYSTEM_FAILURE", body(path));
            }
        }
        Set<String> missing = new TreeSet<>(contract.documented());
        missing.removeAll(contract.seen());
        assertThat(missing)
                .as("a path that is none belongs to no operation, so nobody can ask one for it")
                .allMatch(each -> each.endsWith("404 RESOURCE_URI_STRUCTURE_NOT_FOUND"))
                .hasSize(BODIES.size());
    }

    /// A server that answers something else than the file says.
    @Test
    void aWrongAnswerIsFound() throws Exception {
        operator.report = ReportAnswer.Taken::new;
        operator.retrieval = NorthboundContractTest::keys;
        try (Wire wire = new Wire()) {
            HttpRequest retrieve =
                    wire.to(RetrievalRequest.PATH)
                            .POST(BodyPublishers.ofString(body(RetrievalRequest.PATH)))
                            .build();
            HttpResponse<String> keys = wire.client.send(retrieve, BodyHandlers.ofString());
            contract.check(RetrievalRequest.PATH, keys);
            assertThatThrownBy(() -> contract.check(RegistrationRequest.PATH, keys))
                    .as("the body of another operation")
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> contract.check(ReportRequest.PATH, keys))
                    .as("a status that is not described")
                    .isInstanceOf(AssertionError.class);
        }
    }
}
