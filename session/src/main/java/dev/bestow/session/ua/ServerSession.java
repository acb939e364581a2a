package dev.bestow.session.ua;

import dev.bestow.core.Octets;
import dev.bestow.session.key.HeldGrant;

import org.jspecify.annotations.Nullable;

/// A session as the server keeps it: its end of the keys, whose it is, and the last answer, which a
/// repeated uplink message gets again.
final class ServerSession implements AutoCloseable {
    private final SessionEnd end;
    private final HeldGrant held;
    private long answeredCounter = -1;
    private @Nullable Octets answer;

    ServerSession(SessionEnd end, HeldGrant held) {
        this.end = end;
        this.held = held;
    }

    SessionEnd end() {
        return end;
    }

    /// Whose session, and until when: the key's own expiry.
    HeldGrant held() {
        return held;
    }

    /// Keeps the answer to message `counter`, unless a later one was answered meanwhile.
    synchronized void answered(long counter, Octets datagram) {
        if (counter > answeredCounter) {
            answeredCounter = counter;
            answer = datagram;
        }
    }

    /// The answer to message `counter`, if it is the one that is kept.
    synchronized @Nullable Octets answerTo(long counter) {
        return counter == answeredCounter ? answer : null;
    }

    @Override
    public void close() {
        end.close();
    }
}
