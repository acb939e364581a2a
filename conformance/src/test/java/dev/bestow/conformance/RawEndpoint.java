package dev.bestow.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    record Reply(int status, String headers, String body) {}

    private final HttpClient http;
    private final URI server;

    RawEndpoint(SSLContext tls, URI server) {
        this.http = HttpClient.newBuilder().sslContext(tls).build();
        this.server = server;
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
