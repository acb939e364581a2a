package dev.bestow.conformance;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.wire.north.KeysJson;
import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.RetrievedKey;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

import javax.net.ssl.SSLContext;

/// Whoever has a certificate and says what it likes: the HTTP client and TLS of the Java platform, and bodies written
/// by hand. Keeps its connection. Thread-safe.
final class RawEndpoint implements AutoCloseable {
    static final String RETRIEVE = "/bestow-keys/v1/retrieve";
    static final String REPORT = "/bestow-keys/v1/report";
    static final String REGISTER = "/bestow-keys/v1/register";

    /// One answer.
    ///
    /// @param headers all but the date
    record Reply(int status, String headers, String body) {
        /// The keys of a 200. The receiver owns them.
        List<RetrievedKey> keys() {
            try {
                return KeysJson.decode(body.getBytes(StandardCharsets.UTF_8)).keys();
            } catch (MalformedJson e) {
                throw new AssertionError("an answer with keys is no such", e);
            }
        }
    }

    private final HttpClient http;
    private final URI server;

    RawEndpoint(SSLContext tls, URI server) {
        this.http = HttpClient.newBuilder().sslContext(tls).build();
        this.server = server;
    }

    /// Asks in the name of `claimed` for its key of this name.
    Reply retrieve(AsId claimed, RandId name) {
        return post(
                RETRIEVE,
                "{\"asId\":\"%s\",\"keyName\":{\"randId\":\"%s\"}}".formatted(claimed, name));
    }

    /// Reports a handshake in the name of `claimed`.
    Reply report(AsId claimed, Rand rand) {
        return post(REPORT, "{\"asId\":\"%s\",\"rand\":\"%s\"}".formatted(claimed, rand));
    }

    Reply post(String path, String body) {
        var request =
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return reply(request);
        } catch (IOException e) {
            throw new IllegalStateException("no answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// A server closes a connection that nobody uses, and a request may be under way there by then. Asking twice harms
    /// nothing.
    private Reply reply(HttpRequest request) throws IOException, InterruptedException {
        try {
            return sent(request);
        } catch (IOException _) {
            return sent(request);
        }
    }

    private Reply sent(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        var headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return new Reply(response.statusCode(), headers.toString(), response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
