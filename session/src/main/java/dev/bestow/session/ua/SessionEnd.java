package dev.bestow.session.ua;

import dev.bestow.core.Octets;
import dev.bestow.wire.ua.SessionMessage;
import dev.bestow.wire.ua.UaHeader;

import org.jspecify.annotations.Nullable;

/// One end of a session: counts what it sends, checks what it receives. Lives in memory only, so
/// that no counter is ever used twice after a restart. Thread-safe.
final class SessionEnd implements AutoCloseable {
    /// Beside the counter, which has 32 bits, in `t` of what wants a key replaced.
    private static final long REFRESH = 1L << 63;

    private final int sessionId;
    private final boolean ciphered;
    private final SessionKeys sending;
    private final SessionKeys receiving;
    private final ReplayWindow window = new ReplayWindow();
    private long nextCounter;
    private boolean closed;

    SessionEnd(
            int sessionId,
            boolean ciphered,
            SessionKeys sending,
            SessionKeys receiving,
            long firstCounter) {
        this.sessionId = sessionId;
        this.ciphered = ciphered;
        this.sending = sending;
        this.receiving = receiving;
        this.nextCounter = firstCounter;
    }

    /// The UE's end, begun by a response that was downlink message 0.
    static SessionEnd ofUe(int sessionId, boolean ciphered, SessionKeys up, SessionKeys down) {
        SessionEnd end = new SessionEnd(sessionId, ciphered, up, down, 0);
        end.window.take(0);
        return end;
    }

    /// The server's end, whose downlink message 0 was the response.
    static SessionEnd ofServer(int sessionId, boolean ciphered, SessionKeys up, SessionKeys down) {
        return new SessionEnd(sessionId, ciphered, down, up, 1);
    }

    int sessionId() {
        return sessionId;
    }

    boolean ciphered() {
        return ciphered;
    }

    /// Whether nothing more can be sent: closed, or the last counter is used.
    synchronized boolean isOver() {
        return closed || nextCounter > ReplayWindow.MAX_COUNTER;
    }

    /// The next message, or `null` when [#isOver].
    @Nullable SessionMessage seal(Plaintext plaintext) {
        return sealed(plaintext.toArray(), 0);
    }

    /// The next message, which wants the key replaced or says that this is being seen to; `null` when [#isOver].
    @Nullable SessionMessage sealRefresh() {
        return sealed(new byte[0], REFRESH);
    }

    private synchronized @Nullable SessionMessage sealed(byte[] text, long mark) {
        if (isOver()) {
            return null;
        }
        long counter = nextCounter++;
        byte[] body = ciphered ? sending.apply(counter, text) : text;
        UaHeader header = SessionMessage.header(ciphered, counter);
        Octets t = sending.t(header, sessionId, counter | mark, body);
        int low = (int) (counter & (1 << SessionMessage.COUNTER_BITS) - 1);
        return new SessionMessage(ciphered, sessionId, low, Octets.copyOf(body), t);
    }

    /// What a received message came to.
    sealed interface Opened {
        record Fresh(Plaintext plaintext, long counter) implements Opened {}

        /// No message of an application: see [SessionMessage].
        record Refresh(long counter) implements Opened {}

        /// The MAC verifies and the counter was taken before.
        record Repeated(long counter) implements Opened {}

        record Unauthentic() implements Opened {}
    }

    synchronized Opened open(SessionMessage message) {
        if (closed || message.sessionId() != sessionId || message.ciphered() != ciphered) {
            return new Opened.Unauthentic();
        }
        byte[] body = message.body().toArray();
        for (int guess = 0; guess < ReplayWindow.GUESSES; guess++) {
            long counter = window.complete(message.counterLow(), guess);
            boolean refresh =
                    counter >= 0 && body.length == 0 && verifies(message, counter | REFRESH, body);
            if (refresh || (counter >= 0 && verifies(message, counter, body))) {
                if (window.isTaken(counter)) {
                    return new Opened.Repeated(counter);
                }
                window.take(counter);
                if (refresh) {
                    return new Opened.Refresh(counter);
                }
                byte[] text = ciphered ? receiving.apply(counter, body) : body;
                return new Opened.Fresh(Plaintext.copyOf(text), counter);
            }
        }
        return new Opened.Unauthentic();
    }

    private boolean verifies(SessionMessage message, long counter, byte[] body) {
        return ConstantTime.equal(
                message.t(), receiving.t(message.header(), sessionId, counter, body));
    }

    @Override
    public synchronized void close() {
        closed = true;
        sending.close();
        receiving.close();
    }
}
