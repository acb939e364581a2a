package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.link.accept.CannotListen;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What an operator's monitoring and a stranger on the machine find at the admin listener.
class AdminServerTest {
    private static final int IDLE_MS = 500;

    private volatile List<String> missing = List.of();
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        server =
                AdminServer.start(
                        anyPort(),
                        new AdminPages() {
                            @Override
                            public String metrics() {
                                return "bestow_hss_up 1\n";
                            }

                            @Override
                            public List<String> missing() {
                                if (missing.contains("bug")) {
                                    throw new IllegalStateException("secret");
                                }
                                return missing;
                            }
                        },
                        IDLE_MS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private HttpResponse<String> ask(String method, String path)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void metricsAreTextForPrometheus() throws IOException, InterruptedException {
        HttpResponse<String> answer = ask("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("bestow_hss_up 1\n");
    }

    @Test
    void aProcessThatAnswersIsAlive() throws IOException, InterruptedException {
        missing = List.of("everything");
        assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void readinessNamesWhatIsMissing() throws IOException, InterruptedException {
        assertThat(ask("GET", "/health/ready").statusCode()).isEqualTo(200);
        missing = List.of("no hss connected: \"hss\"", "a\\b\n");
        HttpResponse<String> answer = ask("GET", "/health/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"ready\":false,\"missing\":"
                                + "[\"no hss connected: \\\"hss\\\"\",\"a\\\\b\\n\"]}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"})
    void itOnlyReads(String method) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(method, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/health", "/../etc/passwd", "/health/ready/x"})
    void anotherPathIsNotThere(String path) throws IOException, InterruptedException {
        assertThat(ask("GET", path).statusCode()).isIn(404, 400);
    }

    @Test
    void aPageThatBreaksSaysNothingOfWhy() throws IOException, InterruptedException {
        missing = List.of("bug");
        HttpResponse<String> answer = ask("GET", "/health/ready");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void noiseIsAnsweredWithoutANameOfOurs() throws IOException {
        String answer = raw("\u0016\u0003\u0001 noise\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("jetty", "Exception");
    }

    @Test
    void aHeaderWithoutEndIsRefused() throws IOException {
        String answer = raw("GET /metrics HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(10_000));
        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /// They fill every place, and are closed for their silence; who asks meanwhile waits and is served.
    @Test
    void silentStrangersKeepNobodyOut() throws IOException, InterruptedException {
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * AdminServer.MAX_CONNECTIONS; i++) {
                strangers.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);
            strangers.getFirst().setSoTimeout(10_000);
            assertThat(strangers.getFirst().getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void anAddressThatIsTakenIsTold() {
        var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        assertThatThrownBy(() -> AdminServer.start(taken, new Nothing()))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining(":" + server.port() + " (TCP)");
    }

    private static final class Nothing implements AdminPages {
        @Override
        public String metrics() {
            return "";
        }

        @Override
        public List<String> missing() {
            return List.of();
        }
    }
}
