package dev.bestow.link.http;

import dev.bestow.core.Clock;
import dev.bestow.link.tls.TlsIdentity;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A client's HTTP/1.1 connection over TLS 1.3, one request at a time, blocking: on a virtual thread
/// that costs half of what the JDK's asynchronous client does. Not thread-safe.
final class HttpsConnection implements AutoCloseable {
    /// An answer with four keys has some 1,500 octets.
    private static final int MAX_BODY_OCTETS = 65_536;

    private static final String VERSION = "HTTP/1.1 ";

    private final SSLSocket socket;
    private final HttpInput in;
    private boolean reusable = true;
    private long idleSinceNs;

    private HttpsConnection(SSLSocket socket, Clock clock) throws IOException {
        this.socket = socket;
        this.in = new HttpInput(socket, clock);
    }

    /// Connects, and checks that the server's certificate names the host.
    static HttpsConnection open(
            SSLContext tls, InetSocketAddress server, Clock clock, long deadlineNs)
            throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(server, HttpInput.remainingMs(clock, deadlineNs));
            SSLSocket secured =
                    (SSLSocket)
                            tls.getSocketFactory()
                                    .createSocket(
                                            plain, server.getHostString(), server.getPort(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setProtocols(new String[] {TlsIdentity.PROTOCOL});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.setSoTimeout(HttpInput.remainingMs(clock, deadlineNs));
            secured.startHandshake();
            return new HttpsConnection(secured, clock);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /// A whole request, to be sent in one piece.
    static byte[] request(String path, String authority, byte[] body) {
        String head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + authority
                        + "\r\nContent-Type: application/json\r\nAccept: application/json, "
                        + ProblemJson.MEDIA_TYPE
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        byte[] octets =
                Arrays.copyOf(
                        head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, octets, head.length(), body.length);
        return octets;
    }

    /// Sends a request and reads its answer.
    HttpAnswer exchange(byte[] request, long deadlineNs) throws IOException {
        in.expectBy(deadlineNs);
        socket.getOutputStream().write(request);
        String statusLine = in.line();
        if (!statusLine.matches(VERSION + "[1-5][0-9][0-9]( .*)?")) {
            throw new MalformedHttp("no HTTP/1.1 answer");
        }
        int status = Integer.parseInt(statusLine, VERSION.length(), VERSION.length() + 3, 10);
        HttpHeaders headers = in.headers();
        if (!headers.chunked() && headers.contentLength() == HttpHeaders.NO_LENGTH) {
            throw new MalformedHttp("answer without a length");
        }
        byte[] body = in.body(headers, MAX_BODY_OCTETS);
        reusable = !headers.close();
        return new HttpAnswer(status, headers.mediaType(), headers.retryAfterSeconds(), body);
    }

    /// Whether the first octet of an answer came; before that a request may be sent again elsewhere.
    boolean answering() {
        return in.begun();
    }

    /// Whether another request may follow.
    boolean reusable() {
        return reusable;
    }

    void idleSince(long nowNs) {
        idleSinceNs = nowNs;
    }

    long idleSinceNs() {
        return idleSinceNs;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing is left to be done with it.
        }
    }
}
