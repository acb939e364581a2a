package dev.bestow.link.http;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.link.token.KeySetSource;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;

/// A JWK set at an `https` address of an authority that the node trusts. Follows no redirect, waits three seconds: an
/// endpoint whose token waits for it gives up after five.
public final class KeySetClient implements KeySetSource {
    private static final long DEADLINE_MS = 3_000;
    private static final int OK = 200;

    /// Some two hundred keys.
    private static final int MAX_OCTETS = 262_144;

    private final URI address;
    private final SSLContext tls;
    private final long deadlineMs;

    public KeySetClient(URI address, SSLContext tls) {
        this(address, tls, DEADLINE_MS);
    }

    KeySetClient(URI address, SSLContext tls, long deadlineMs) {
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            throw new InvalidValue("jwksUrl", "is an address like https://issuer.example.net/jwks");
        }
        this.address = address;
        this.tls = tls;
        this.deadlineMs = deadlineMs;
    }

    @Override
    public String read() throws IOException {
        var tls13 = tls.getDefaultSSLParameters();
        tls13.setProtocols(new String[] {TlsIdentity.PROTOCOL});
        try (HttpClient http =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .sslParameters(tls13)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build()) {
            try {
                return keySet(http);
            } finally {
                // Or closing would wait for what is still under way.
                http.shutdownNow();
            }
        }
    }

    /// The deadline is for all of it: tokens wait meanwhile, and an issuer may send one octet now and then.
    private String keySet(HttpClient http) throws IOException {
        var sent =
                http.sendAsync(
                        HttpRequest.newBuilder(address).build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_OCTETS));
        try {
            HttpResponse<byte[]> response = sent.get(deadlineMs, TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK) {
                throw new IOException(address + " answers " + response.statusCode());
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException("the request broke", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
