package dev.bestow.session.ua;

import dev.bestow.core.Octets;
import dev.bestow.wire.ua.SessionMessage;

import org.jspecify.annotations.Nullable;

/// One end of a session: counts what it sends, checks what it receives. Lives in memory only, so
/// that no counter is ever used twice after a restart. Thread-safe.
final class SessionEnd implements AutoCloseable {
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
    synchronized @Nullable SessionMessage seal(Plaintext plaintext) {
        if (isOver()) {
            return null;
        }
        long counter = nextCounter++;
        byte[] body = plaintext.toArray();
        if (ciphered) {
            body = sending.apply(counter, body);
        }
        Octets t = sending.t(SessionMessage.header(ciphered, counter), sessionId, counter, body);
        int low = (int) (counter & (1 << SessionMessage.COUNTER_BITS) - 1);
        return new SessionMessage(ciphered, sessionId, low, Octets.copyOf(body), t);
    }

    /// What a received message came to.
    sealed interface Opened {
        record Fresh(Plaintext plaintext, long counter) implements Opened {}

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
            if (counter >= 0 && verifies(message, counter, body)) {
                if (window.isTaken(counter)) {
                    return new Opened.Repeated(counter);
                }
                window.take(counter);
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
