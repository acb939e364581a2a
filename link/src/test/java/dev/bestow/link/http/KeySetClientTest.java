package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.tls.TestCertificates;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLContext;

/// What the address of an issuer may answer to whoever reads its keys.
@Timeout(30)
final class KeySetClientTest {
    private static final TestCertificates AUTHORITY = new TestCertificates("issuer's");
    private static final SSLContext TLS = AUTHORITY.node("localhost").identity().context();
    private static final long PATIENT_MS = 20_000;

    private final ServerSocket issuer;

    KeySetClientTest() throws IOException {
        issuer =
                TLS.getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        issuer.close();
    }

    /// Writes `answer` to whoever comes first and keeps the connection.
    private KeySetClient answering(String answer, long deadlineMs) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        Socket peer = issuer.accept();
                        OutputStream out = peer.getOutputStream();
                        out.write(answer.getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
        URI address = URI.create("https://localhost:" + issuer.getLocalPort() + "/jwks");
        return new KeySetClient(address, TLS, deadlineMs);
    }

    @Test
    void aKeySetIsReadOverTls() throws IOException {
        assertThat(
                        answering(
                                        "HTTP/1.1 200 OK\r\n"
                                                + "content-length: 11\r\n\r\n"
                                                + "{\"keys\":[]}",
                                        PATIENT_MS)
                                .read())
                .isEqualTo("{\"keys\":[]}");
    }

    /// Tokens wait while keys are read.
    @Test
    void anIssuerThatNeverEndsItsAnswerIsLeft() {
        KeySetClient client =
                answering("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"keys\"", 500);
        assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void whatIsNoSuccessIsNoKeySet() {
        KeySetClient client =
                answering(
                        "HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n",
                        PATIENT_MS);
        assertThatThrownBy(client::read).hasMessageContaining("answers 302");
    }

    @Test
    void anAddressInClearIsRefused() {
        assertThatThrownBy(() -> new KeySetClient(URI.create("http://localhost/jwks"), TLS))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("https");
    }
}
