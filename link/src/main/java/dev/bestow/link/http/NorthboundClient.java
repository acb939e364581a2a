package dev.bestow.link.http;

import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.ReportJson;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalJson;
import dev.bestow.wire.north.RetrievalRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

/// A caller of the northbound interface, on the JDK's client: HTTP/2 over one connection that is kept open, or HTTP/1.1
/// over a few, TLS 1.3 with our certificate, the server's checked against its host name. Blocks its caller, at most
/// until the deadline. Thread-safe.
///
/// An answer is wiped once it is read; what the JDK's client held of it on the way is left to the garbage collector.
public final class NorthboundClient implements AutoCloseable {
    /// Requests side by side, and so connections of HTTP/1.1: more than two cores can feed, and each costs a handshake.
    public static final int MAX_AT_ONCE = 16;

    /// An answer with four keys has some 1,500 octets.
    private static final int MAX_BODY_OCTETS = 65_536;

    private static final long NS_PER_MS = 1_000_000;

    private final HttpClient http;
    private final Clock clock;
    private final HttpRequest.Builder retrievals;
    private final HttpRequest.Builder reports;
    private final HttpRequest.Builder refreshes;
    private final long deadlineMs;
    private final HttpTap tap;
    private final @Nullable TokenFile token;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE, true);

    /// Whether a connection may have been kept that has died since.
    private volatile boolean answeredBefore;

    /// @param apiRoot `https://host:port`, with a path before the API's own if a gateway has one
    /// @param tls our certificate, which names our AS_ID, and the operator's authority
    /// @param deadlineMs for a whole request, waiting for others included
    public NorthboundClient(URI apiRoot, SSLContext tls, Clock clock, long deadlineMs) {
        this(apiRoot, new NorthboundCredentials(tls), clock, deadlineMs, HttpTap.NONE);
    }

    /// As above, watched by `tap`.
    ///
    /// @param shown its token, if there is one, is closed by who made it
    public NorthboundClient(
            URI apiRoot, NorthboundCredentials shown, Clock clock, long deadlineMs, HttpTap tap) {
        if (!"https".equals(apiRoot.getScheme()) || apiRoot.getHost() == null) {
            throw new InvalidValue(
                    "northbound", "is an address like https://scef.example.net:8443");
        }
        this.clock = clock;
        this.deadlineMs = deadlineMs;
        this.tap = tap;
        this.token = shown.token();
        SSLContext tls = shown.tls();
        var tls13 = tls.getDefaultSSLParameters();
        tls13.setProtocols(new String[] {TlsIdentity.PROTOCOL});
        this.http =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .sslParameters(tls13)
                        .version(HttpClient.Version.HTTP_2)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .executor(
                                Executors.newThreadPerTaskExecutor(
                                        Thread.ofVirtual().name("north-client").factory()))
                        .build();
        this.retrievals = resource(apiRoot, RetrievalRequest.PATH);
        this.reports = resource(apiRoot, ReportRequest.PATH);
        this.refreshes = resource(apiRoot, RefreshAnswer.PATH);
    }

    private static HttpRequest.Builder resource(URI apiRoot, String resource) {
        String root = apiRoot.getRawPath();
        String path = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        return HttpRequest.newBuilder(apiRoot.resolve(path + resource))
                .header("Content-Type", MediaType.JSON)
                .header("Accept", MediaType.JSON + ", " + ProblemJson.MEDIA_TYPE);
    }

    /// Asks for a key. Never throws for what a server or a network can do.
    public RetrievalOutcome retrieve(RetrievalRequest retrieval) {
        return ask(
                retrievals,
                RetrievalJson.encode(retrieval),
                ReceivedAnswer::outcome,
                RetrievalOutcome.Failed::new);
    }

    /// Says that a handshake is done. Never throws for what a server or a network can do.
    public ReportOutcome report(ReportRequest report) {
        return ask(
                reports,
                ReportJson.encode(report),
                ReceivedAnswer::reportOutcome,
                reason -> new ReportOutcome.Failed(reason, 1));
    }

    /// Wants the key replaced that `named` names. Never throws for what a server or a network can do, and takes what
    /// does not answer as unavailable.
    public RefreshAnswer refresh(RetrievalRequest named) {
        return ask(
                refreshes,
                RetrievalJson.encode(named),
                ReceivedAnswer::refreshAnswer,
                _ -> new RefreshAnswer.SourceUnavailable(1));
    }

    /// @param failed what it means that no answer came, and why none did
    private <T> T ask(
            HttpRequest.Builder resource,
            byte[] body,
            Function<ReceivedAnswer, T> answered,
            Function<String, T> failed) {
        long deadlineNs = clock.nowNs() + deadlineMs * NS_PER_MS;
        try {
            if (!places.tryAcquire(deadlineMs, TimeUnit.MILLISECONDS)) {
                return failed.apply("too many requests wait for their answers");
            }
        } catch (InterruptedException e) {
            return failed.apply(interrupted());
        }
        try {
            HttpRequest request = request(resource, body);
            String path = request.uri().getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            tap.asked(name, body.length);
            try (ReceivedAnswer answer = ReceivedAnswer.of(exchange(request, deadlineNs))) {
                tap.answered(name, answer.status(), answer.length());
                return answered.apply(answer);
            }
        } catch (IOException e) {
            return failed.apply(Reason.of(e));
        } catch (InterruptedException e) {
            return failed.apply(interrupted());
        } finally {
            places.release();
        }
    }

    private HttpRequest request(HttpRequest.Builder resource, byte[] body) throws IOException {
        HttpRequest.Builder request = resource.copy().POST(BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", token.authorization());
        }
        return request.build();
    }

    private static String interrupted() {
        Thread.currentThread().interrupt();
        return "interrupted";
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, long deadlineNs)
            throws IOException, InterruptedException {
        Attempt first = new Attempt();
        try {
            return first.send(request, deadlineNs);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // The server may have closed the connection while it was idle. Asking twice harms
            // nothing.
            if (first.answering || !answeredBefore) {
                throw e;
            }
            answeredBefore = false;
            return new Attempt().send(request, deadlineNs);
        }
    }

    /// One request under way.
    private final class Attempt {
        private volatile boolean answering;

        HttpResponse<byte[]> send(HttpRequest request, long deadlineNs)
                throws IOException, InterruptedException {
            CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, this::handler);
            try {
                var response = sent.get(deadlineNs - clock.nowNs(), TimeUnit.NANOSECONDS);
                answeredBefore = true;
                return response;
            } catch (TimeoutException e) {
                throw new SocketTimeoutException("no answer in time");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IOException("the request broke: " + e.getCause(), e.getCause());
            } finally {
                // Ends the exchange, if it has not ended.
                sent.cancel(true);
            }
        }

        private HttpResponse.BodySubscriber<byte[]> handler(HttpResponse.ResponseInfo head) {
            answering = true;
            return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_OCTETS).apply(head);
        }
    }

    /// Idle connections are closed at once, the others after their answer, for which this waits.
    @Override
    public void close() {
        http.shutdown();
        try {
            if (!http.awaitTermination(Duration.ofMillis(deadlineMs))) {
                http.shutdownNow();
            }
        } catch (InterruptedException e) {
            http.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
