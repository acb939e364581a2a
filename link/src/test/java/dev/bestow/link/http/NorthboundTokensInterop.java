package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyRoot;
import dev.bestow.link.RealTime;
import dev.bestow.link.tls.TestCertificates;
import dev.bestow.link.token.AccessToken;
import dev.bestow.link.token.TestIssuer;
import dev.bestow.link.token.TokenCheck;
import dev.bestow.link.token.TokenRules;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tokens beside certificates, over real TLS: who is served, and each refusal's answer.
@SuppressWarnings("JavaUtilDate") // Nimbus speaks it.
class NorthboundTokensInterop {
    private static final TestCertificates OPERATOR = new TestCertificates("operator");
    private static final AsId METER = AsId.parse("meter.example.net");
    private static final AsId PUMP = AsId.parse("pump.example.net");

    @TempDir private Path folder;
    private final TestIssuer issuer = new TestIssuer();
    private final List<NorthboundCaller> asked = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private NorthboundServer server(boolean bearer) {
        var ports = RealTime.ports();
        var rules = new TokenRules(TestIssuer.NAME, TestIssuer.AUDIENCE, 30, bearer);
        var server =
                NorthboundServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new NorthboundAccess(
                                OPERATOR.node("localhost").identity().context(),
                                new TokenCheck(rules, issuer, ports.clock())),
                        (caller, _) -> {
                            asked.add(caller);
                            return new RetrievalAnswer.NotAvailable();
                        },
                        NorthboundLimits.STANDARD,
                        ports);
        open.add(server);
        return server;
    }

    /// A caller with a certificate of its own.
    private final class Client {
        private final HttpClient http;
        private final String thumbprint;
        private final int port;

        Client(NorthboundServer server, String... names) throws Exception {
            TestCertificates.Node node = OPERATOR.node(names);
            http = HttpClient.newBuilder().sslContext(node.identity().context()).build();
            open.add(http);
            port = server.port();
            X509Certificate certificate = node.chain().getFirst();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            thumbprint = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        }

        JWTClaimsSet.Builder claims(AsId endpoint) {
            return TestIssuer.bound(unbound(endpoint), thumbprint);
        }

        JWTClaimsSet.Builder unbound(AsId endpoint) {
            return TestIssuer.claims(endpoint.fqdn(), RealTime.ports().clock().nowMs());
        }

        HttpResponse<String> ask(AsId endpoint, String... authorization) throws Exception {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("https://localhost:" + port + RetrievalRequest.PATH))
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"asId\":\""
                                                    + endpoint
                                                    + "\",\"keyName\":{\"randId\":\"2a99dfa5\"}}"));
            for (String value : authorization) {
                request.header("Authorization", value);
            }
            return http.send(
                    request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }

        HttpResponse<String> ask(AsId endpoint, JWTClaimsSet.Builder claims) throws Exception {
            return ask(endpoint, "Bearer " + issuer.token(claims));
        }
    }

    private static void assertRefused(
            HttpResponse<String> response, int status, String cause, String challenge) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"cause\":\"" + cause + "\"");
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer " + challenge);
    }

    private static void assertServed(HttpResponse<String> response) {
        assertThat(response.body()).contains("KEY_NOT_AVAILABLE");
    }

    @Test
    void aTokenOfThisCertificateAndEndpointIsTakenAndNamesItsClient() throws Exception {
        Client meter = new Client(server(false), METER.fqdn());
        assertServed(meter.ask(METER, meter.claims(METER)));
        assertServed(meter.ask(METER, "bEARER  " + issuer.token(meter.claims(METER))));
        assertServed(meter.ask(METER));
        assertThat(asked)
                .extracting(NorthboundCaller::tokenClient)
                .containsExactly("meters-client", "meters-client", null);
    }

    @Test
    void eachFaultOfATokenHasItsAnswerAndNothingBehindIsAsked() throws Exception {
        Client meter = new Client(server(false), METER.fqdn());
        Client thief = new Client(server(false), METER.fqdn(), PUMP.fqdn());
        String invalid = "error=\"invalid_token\"";
        long nowMs = RealTime.ports().clock().nowMs();
        var expired = meter.claims(METER).expirationTime(new Date(nowMs - 60_000));
        assertRefused(meter.ask(METER, expired), 401, "INVALID_TOKEN", invalid);
        var early = meter.claims(METER).notBeforeTime(new Date(nowMs + 120_000));
        assertRefused(meter.ask(METER, early), 401, "INVALID_TOKEN", invalid);
        var elsewhere = meter.claims(METER).audience("https://other.example.net");
        assertRefused(meter.ask(METER, elsewhere), 401, "INVALID_TOKEN", invalid);
        var other = meter.claims(METER).issuer("https://other.example.net");
        assertRefused(meter.ask(METER, other), 401, "INVALID_TOKEN", invalid);
        String unsigned = new PlainJWT(meter.claims(METER).build()).serialize();
        assertRefused(meter.ask(METER, "Bearer " + unsigned), 401, "INVALID_TOKEN", invalid);
        String foreign = TestIssuer.token(meter.claims(METER), TestIssuer.key("first"));
        assertRefused(meter.ask(METER, "Bearer " + foreign), 401, "INVALID_TOKEN", invalid);
        assertRefused(
                thief.ask(METER, "Bearer " + issuer.token(meter.claims(METER))),
                401,
                "INVALID_TOKEN",
                invalid);
        assertRefused(meter.ask(METER, meter.unbound(METER)), 401, "INVALID_TOKEN", invalid);
        String scope =
                "error=\"insufficient_scope\", scope=\"" + AccessToken.scopeOf(METER.fqdn()) + "\"";
        var none = meter.claims(METER).claim("scope", null);
        assertRefused(meter.ask(METER, none), 403, "INSUFFICIENT_SCOPE", scope);
        assertRefused(meter.ask(METER, meter.claims(PUMP)), 403, "INSUFFICIENT_SCOPE", scope);
        String malformed = "error=\"invalid_request\"";
        assertRefused(meter.ask(METER, "Basic Og=="), 400, "INVALID_AUTHORIZATION", malformed);
        assertRefused(meter.ask(METER, "Bearer "), 400, "INVALID_AUTHORIZATION", malformed);
        String good = "Bearer " + issuer.token(meter.claims(METER));
        assertRefused(meter.ask(METER, good, good), 400, "INVALID_AUTHORIZATION", malformed);
        assertThat(asked).isEmpty();
    }

    /// A bound token and the certificate name one endpoint both.
    @Test
    void aTokenOpensNoNameThatTheCertificateHasNot() throws Exception {
        Client meter = new Client(server(false), METER.fqdn());
        HttpResponse<String> response = meter.ask(PUMP, meter.claims(PUMP));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("AS_NOT_AUTHORISED");
        assertThat(asked).isEmpty();
    }

    /// Our own client, whose certificate names nobody: what it is served is its token's merit.
    @Test
    void ourClientShowsTheTokenOfAFileAndTheNextOneWhenThatHasExpired() throws Exception {
        NorthboundServer server = server(true);
        Client meter = new Client(server, "gateway.example.net");
        long nowMs = RealTime.ports().clock().nowMs();
        var expired = meter.unbound(METER).expirationTime(new Date(nowMs - 60_000));
        var elsewhere = meter.unbound(METER).audience("https://other.example.net");
        Path file = tokenFile(meter.unbound(METER));
        try (TokenFile token = new TokenFile(file, RealTime.ports().clock());
                NorthboundClient client = client(server, token)) {
            var request = new RetrievalRequest(METER, NorthboundSamples.BY_RAND, KeyRoot.CK_IK);
            var served = new RetrievalOutcome.Answered(new RetrievalAnswer.NotAvailable());
            assertThat(client.retrieve(request)).isEqualTo(served);
            tokenFile(expired);
            assertThat(client.retrieve(request))
                    .asString()
                    .contains("INVALID_TOKEN", "it is expired");
            tokenFile(elsewhere);
            assertThat(client.retrieve(request)).asString().contains("for another audience");
            tokenFile(meter.unbound(PUMP));
            assertThat(client.retrieve(request)).asString().contains("INSUFFICIENT_SCOPE");
            tokenFile(meter.unbound(METER));
            assertThat(client.retrieve(request)).isEqualTo(served);
            Files.delete(file);
            assertThat(client.retrieve(request)).isEqualTo(served);
        }
        assertThat(asked).hasSize(3);
    }

    private Path tokenFile(JWTClaimsSet.Builder claims) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), issuer.token(claims) + "\n");
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
        return Files.move(next, folder.resolve("token"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static NorthboundClient client(NorthboundServer server, TokenFile token) {
        var tls = OPERATOR.node("gateway.example.net").identity().context();
        return new NorthboundClient(
                URI.create("https://localhost:" + server.port()),
                new NorthboundCredentials(tls, token),
                RealTime.ports().clock(),
                10_000,
                HttpTap.NONE);
    }

    @Test
    void aBearerTokenCountsWhereTheOperatorSaysSoAndForItsScopeAlone() throws Exception {
        Client gateway = new Client(server(true), "gateway.example.net");
        assertServed(gateway.ask(METER, gateway.unbound(METER)));
        assertThat(asked).extracting(NorthboundCaller::endpoint).containsExactly(METER);
        assertThat(gateway.ask(PUMP, gateway.unbound(METER)).body()).contains("INSUFFICIENT_SCOPE");
        assertThat(gateway.ask(METER).body()).contains("AS_NOT_AUTHORISED");
        Client other = new Client(server(true), "other.example.net");
        assertThat(other.ask(METER, gateway.claims(METER)).body())
                .as("bound to another certificate")
                .contains("INVALID_TOKEN");
    }
}
