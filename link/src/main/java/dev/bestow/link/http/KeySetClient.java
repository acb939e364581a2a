package dev.bestow.link.http;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.link.token.KeySetSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import javax.net.ssl.SSLContext;

/// A JWK set at an `https` address of an authority that the node trusts. Follows no redirect, waits five seconds.
public final class KeySetClient implements KeySetSource {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int OK = 200;

    /// Some two hundred keys.
    private static final int MAX_OCTETS = 262_144;

    private final URI address;
    private final SSLContext tls;

    public KeySetClient(URI address, SSLContext tls) {
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            throw new InvalidValue("jwksUrl", "is an address like https://issuer.example.net/jwks");
        }
        this.address = address;
        this.tls = tls;
    }

    @Override
    public String read() throws IOException {
        var tls13 = tls.getDefaultSSLParameters();
        tls13.setProtocols(new String[] {TlsIdentity.PROTOCOL});
        try (HttpClient http =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .sslParameters(tls13)
                        .connectTimeout(DEADLINE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build()) {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(DEADLINE).build();
            HttpResponse<byte[]> response =
                    http.send(
                            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_OCTETS));
            if (response.statusCode() != OK) {
                throw new IOException(address + " answers " + response.statusCode());
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
