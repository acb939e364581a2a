package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.bestow.core.Clock;
import dev.bestow.link.tls.TestCertificates;
import dev.bestow.link.token.TestIssuer;
import dev.bestow.link.token.TokenCheck;
import dev.bestow.link.token.TokenOutcome;
import dev.bestow.link.token.TokenRules;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Tokens whose issuer publishes its keys at an `https` address, a server that we did not write: the JDK's.
@Timeout(60)
final class IssuerInterop {
    private static final TestCertificates AUTHORITY = new TestCertificates("operator");
    private static final TestCertificates STRANGERS = new TestCertificates("somebody");
    private static final String KEYS = "/keys";
    private static final long COOLDOWN_NS = 300_000_000_000L;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long DEADLINE_MS = 5_000;

    private final TestIssuer issuer = new TestIssuer();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong nowNs = new AtomicLong();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpsServer server;
    private InetSocketAddress address;

    /// What it does with a request for its keys.
    private volatile Answering answering = this::publish;

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final Clock clock =
            new Clock() {
                @Override
                public long nowMs() {
                    return 1_790_000_000_000L;
                }

                @Override
                public long nowNs() {
                    return nowNs.get();
                }
            };

    @BeforeEach
    void start() throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = serve(AUTHORITY);
        address = server.getAddress();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.close();
    }

    private HttpsServer serve(TestCertificates authority) throws IOException {
        HttpsServer made = HttpsServer.create(address, 0);
        made.setHttpsConfigurator(
                new HttpsConfigurator(authority.node("localhost").identity().context()));
        made.setExecutor(threads);
        made.createContext(
                KEYS,
                exchange -> {
                    asked.incrementAndGet();
                    try (exchange) {
                        answering.answer(exchange);
                    }
                });
        made.start();
        return made;
    }

    private void publish(HttpExchange exchange) throws IOException {
        answer(exchange, issuer.read());
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, octets.length);
        exchange.getResponseBody().write(octets);
    }

    private TokenCheck check(long deadlineMs) {
        URI keys = URI.create("https://localhost:" + address.getPort() + KEYS);
        return new TokenCheck(
                new TokenRules(TestIssuer.NAME, TestIssuer.AUDIENCE, 30, false),
                new KeySetClient(
                        keys, AUTHORITY.node("scef.test").identity().context(), deadlineMs),
                clock);
    }

    private boolean believes(TokenCheck check) {
        return check.check(issuer.token(TestIssuer.claims("meter.example.net", clock.nowMs())))
                instanceof TokenOutcome.Believed;
    }

    @Test
    void aRotatedKeyIsFetched() {
        TokenCheck check = check(DEADLINE_MS);
        assertThat(believes(check)).isTrue();
        issuer.rotate("second");
        assertThat(believes(check)).as("within the cool-down").isFalse();
        nowNs.addAndGet(COOLDOWN_NS);
        assertThat(believes(check)).isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void theLastSetServesWhileTheIssuerIsDownAndTheNextWhenItIsBack() throws IOException {
        TokenCheck check = check(DEADLINE_MS);
        assertThat(believes(check)).isTrue();
        server.stop(0);
        nowNs.addAndGet(HOUR_NS);
        assertThat(believes(check)).isTrue();
        server = serve(AUTHORITY);
        issuer.rotate("second");
        nowNs.addAndGet(COOLDOWN_NS);
        assertThat(believes(check)).isTrue();
        nowNs.addAndGet(24 * HOUR_NS);
        server.stop(0);
        assertThat(believes(check)).as("silent for a day").isFalse();
    }

    @Test
    void anIssuerOfAnotherAuthorityIsNotAsked() throws IOException {
        server.stop(0);
        server = serve(STRANGERS);
        assertThat(believes(check(DEADLINE_MS))).isFalse();
        assertThat(asked).hasValue(0);
    }

    @Test
    void aSlowIssuerIsLeft() {
        answering =
                exchange -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                };
        TokenCheck check = check(500);
        assertThat(believes(check)).isFalse();
        answering = this::publish;
        nowNs.addAndGet(COOLDOWN_NS);
        assertThat(believes(check)).isTrue();
    }

    @Test
    void aHugeAnswerIsNoKeySet() {
        answering =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] spaces = " ".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 1_024; i++) {
                        exchange.getResponseBody().write(spaces);
                    }
                };
        assertThat(believes(check(DEADLINE_MS))).isFalse();
        answering =
                exchange ->
                        answer(
                                exchange,
                                " ".repeat(262_145 - issuer.read().length()) + issuer.read());
        assertThat(believes(check(DEADLINE_MS))).as("an octet too many").isFalse();
        answering =
                exchange ->
                        answer(
                                exchange,
                                " ".repeat(262_144 - issuer.read().length()) + issuer.read());
        assertThat(believes(check(DEADLINE_MS))).isTrue();
    }

    @Test
    void aRedirectIsNotFollowed() {
        AtomicInteger elsewhere = new AtomicInteger();
        server.createContext(
                "/elsewhere",
                exchange -> {
                    elsewhere.incrementAndGet();
                    publish(exchange);
                    exchange.close();
                });
        answering =
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                };
        assertThat(believes(check(DEADLINE_MS))).isFalse();
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void whatIsNoKeySetLeavesTheLastOne() {
        TokenCheck check = check(DEADLINE_MS);
        assertThat(believes(check)).isTrue();
        for (String body :
                new String[] {"", "[]", "{}", "{\"keys\":1}", "<html>", "{\"keys\":[{}]}"}) {
            answering = exchange -> answer(exchange, body);
            nowNs.addAndGet(HOUR_NS);
            assertThat(believes(check)).as(body).isTrue();
        }
    }
}
