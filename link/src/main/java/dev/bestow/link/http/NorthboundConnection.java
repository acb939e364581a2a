package dev.bestow.link.http;

import dev.bestow.core.Clock;
import dev.bestow.link.fairness.CooperativeYield;
import dev.bestow.link.tls.CertificateNames;
import dev.bestow.wire.north.NorthCause;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

import javax.net.ssl.SSLSocket;

/// A server's HTTP/1.1 connection, from the handshake to the end, on one virtual thread. It says until when its next
/// step has to be done ([#isOverdue]); whoever closes it then wakes the thread, whatever it waits for.
final class NorthboundConnection {
    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String REQUEST_LINE = "[A-Z]{1,16} [!-~]{1,2048} HTTP/1[.]1";
    private static final int MAX_DRAINED_OCTETS = 65_536;
    private static final int REQUESTS_A_TURN = 32;
    private static final long NS_PER_MS = 1_000_000;

    private final SSLSocket socket;
    private final RetrievalResource resource;
    private final NorthboundLimits limits;
    private final Clock clock;
    private volatile long deadlineNs;

    NorthboundConnection(
            SSLSocket socket, RetrievalResource resource, NorthboundLimits limits, Clock clock) {
        this.socket = socket;
        this.resource = resource;
        this.limits = limits;
        this.clock = clock;
        this.deadlineNs = clock.nowNs() + limits.handshakeTimeoutMs() * NS_PER_MS;
    }

    boolean isOverdue(long nowNs) {
        return nowNs - deadlineNs > 0;
    }

    /// Ends when the other side has shown a certificate that we trust.
    void handshake() throws IOException {
        socket.startHandshake();
    }

    /// Serves requests until either side has enough. An exception is the end of this connection only.
    void serve() throws IOException {
        Set<String> names = CertificateNames.ofPeer(socket.getSession());
        HttpInput in = new HttpInput(socket, clock);
        CooperativeYield turn = new CooperativeYield(REQUESTS_A_TURN);
        boolean more = true;
        while (more) {
            deadlineNs = clock.nowNs() + limits.readTimeoutMs() * NS_PER_MS;
            in.expectBy(deadlineNs);
            try {
                more = serveOne(in, names);
                turn.took(1);
            } catch (MalformedHttp e) {
                send(RetrievalResource.problem(NorthCause.INVALID_MSG_FORMAT), false);
                return;
            }
        }
    }

    private boolean serveOne(HttpInput in, Set<String> names) throws IOException {
        String requestLine = in.line();
        if (!requestLine.matches(REQUEST_LINE)) {
            throw new MalformedHttp("no HTTP/1.1 request");
        }
        String[] words = requestLine.split(" ", -1);
        HttpHeaders headers = in.headers();
        if (headers.contentLength() > MAX_DRAINED_OCTETS) {
            send(RetrievalResource.problem(NorthCause.PAYLOAD_TOO_LARGE), false);
            return false;
        }
        if (headers.expectsContinue()) {
            socket.getOutputStream().write(CONTINUE);
        }
        // Too long a body is read too, or the reset that follows would overtake our answer.
        byte[] body = in.body(headers, MAX_DRAINED_OCTETS);
        NorthCause objection = RetrievalResource.objection(words[0], words[1], headers);
        if (objection == null && body.length > limits.maxBodyOctets()) {
            objection = NorthCause.PAYLOAD_TOO_LARGE;
        }
        boolean more = !headers.close();
        try (HttpAnswer answer =
                objection == null
                        ? resource.answer(body, names)
                        : RetrievalResource.problem(objection)) {
            send(answer, more);
        }
        return more;
    }

    private void send(HttpAnswer answer, boolean more) throws IOException {
        byte[] head = head(answer, more).getBytes(StandardCharsets.US_ASCII);
        byte[] octets = Arrays.copyOf(head, head.length + answer.body().length);
        System.arraycopy(answer.body(), 0, octets, head.length, answer.body().length);
        OutputStream out = socket.getOutputStream();
        try {
            // One write, one TLS record.
            out.write(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static String head(HttpAnswer answer, boolean more) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" \r\n");
        head.append("Content-Type: ").append(answer.mediaType());
        head.append("\r\nContent-Length: ").append(answer.body().length);
        head.append("\r\nCache-Control: no-store\r\n");
        if (answer.status() == NorthCause.METHOD_NOT_ALLOWED.status()) {
            head.append("Allow: POST\r\n");
        }
        if (answer.retryAfterSeconds() != HttpAnswer.NO_RETRY) {
            head.append("Retry-After: ").append(answer.retryAfterSeconds()).append("\r\n");
        }
        return head.append(more ? "\r\n" : "Connection: close\r\n\r\n").toString();
    }
}
