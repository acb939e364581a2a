package dev.bestow.link.http;

import dev.bestow.core.Clock;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/// Reads HTTP/1.1 messages (RFC 9112) off a connection: every length bounded, every read under one
/// deadline for the whole message, so that neither silence nor a trickle holds a thread. What was read
/// is wiped from the buffer, as it may have held a key. Not thread-safe.
final class HttpInput {
    private static final int MAX_LINE_OCTETS = 4_096;
    private static final int BUFFER_OCTETS = 4_096;
    private static final long NS_PER_MS = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private final Clock clock;
    private final byte[] buffer = new byte[BUFFER_OCTETS];
    private int position;
    private int limit;
    private long deadlineNs;
    private boolean begun;

    HttpInput(Socket socket, Clock clock) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.clock = clock;
    }

    /// A new message is expected, whole by then.
    void expectBy(long untilNs) {
        deadlineNs = untilNs;
        begun = position < limit;
    }

    /// Whether any octet of the expected message came.
    boolean begun() {
        return begun;
    }

    /// A line without its end.
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (position == limit) {
                fill();
            }
            byte octet = buffer[position++];
            if (octet == '\n') {
                int end = line.length() - 1;
                return end >= 0 && line.charAt(end) == '\r'
                        ? line.substring(0, end)
                        : line.toString();
            }
            if (line.length() == MAX_LINE_OCTETS) {
                throw new MalformedHttp("line too long");
            }
            line.append((char) (octet & 0xff));
        }
    }

    HttpHeaders headers() throws IOException {
        HttpHeaders headers = new HttpHeaders();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        headers.complete();
        return headers;
    }

    /// The body that these headers announce; none when they announce none.
    byte[] body(HttpHeaders headers, int maxOctets) throws IOException {
        return headers.chunked()
                ? chunks(maxOctets)
                : octets(Math.max(headers.contentLength(), 0), maxOctets);
    }

    private byte[] chunks(int maxOctets) throws IOException {
        byte[] body = new byte[0];
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            byte[] chunk = octets(length, maxOctets - body.length);
            byte[] longer = Arrays.copyOf(body, body.length + length);
            System.arraycopy(chunk, 0, longer, body.length, length);
            Arrays.fill(chunk, (byte) 0);
            Arrays.fill(body, (byte) 0);
            body = longer;
            if (!line().isEmpty()) {
                throw new MalformedHttp("chunk without an end");
            }
        }
        // Trailers mean nothing to us, but they have to be read and may not go on for ever.
        HttpHeaders trailers = headers();
        assert trailers != null;
        return body;
    }

    private int chunkLength() throws IOException {
        String line = line();
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!digits.matches("[0-9a-fA-F]{1,7}")) {
            throw new MalformedHttp("chunk without a length");
        }
        return Integer.parseInt(digits, 16);
    }

    private byte[] octets(int length, int maxOctets) throws IOException {
        if (length > maxOctets) {
            throw new MalformedHttp("body too long");
        }
        byte[] octets = new byte[length];
        int at = 0;
        while (at < length) {
            if (position == limit) {
                fill();
            }
            int step = Math.min(length - at, limit - position);
            System.arraycopy(buffer, position, octets, at, step);
            Arrays.fill(buffer, position, position + step, (byte) 0);
            position += step;
            at += step;
        }
        return octets;
    }

    private void fill() throws IOException {
        socket.setSoTimeout(remainingMs(clock, deadlineNs));
        position = 0;
        limit = 0;
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("connection closed");
        }
        limit = read;
        begun = true;
    }

    /// Milliseconds left; at least one, since 0 would mean for ever.
    static int remainingMs(Clock clock, long deadlineNs) throws SocketTimeoutException {
        long remainingMs = (deadlineNs - clock.nowNs()) / NS_PER_MS;
        if (remainingMs <= 0) {
            throw new SocketTimeoutException("nothing came in time");
        }
        return (int) Math.min(remainingMs, Integer.MAX_VALUE);
    }
}
