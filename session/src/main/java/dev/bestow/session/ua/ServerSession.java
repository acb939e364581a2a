package dev.bestow.session.ua;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.session.key.GrantCheck;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A session as the server keeps it: its end of the keys, whose it is, and the last answer, which a
/// repeated uplink message gets again.
final class ServerSession implements GrantCheck.Holder, AutoCloseable {
    /// Whose session, and until when: the key's own expiry.
    record Owner(Rand key, KeyName keyName, String externalIdentifier, Instant expiry) {}

    private final SessionEnd end;
    private final Owner owner;
    private volatile long grantedAtNs;
    private long answeredCounter = -1;
    private @Nullable Octets answer;

    /// @param grantedAtNs when the key server last said that this server may have the key
    ServerSession(SessionEnd end, Owner owner, long grantedAtNs) {
        this.end = end;
        this.owner = owner;
        this.grantedAtNs = grantedAtNs;
    }

    @Override
    public KeyName keyName() {
        return owner.keyName();
    }

    @Override
    public Rand key() {
        return owner.key();
    }

    @Override
    public long grantedAtNs() {
        return grantedAtNs;
    }

    @Override
    public void grantedAt(long ns) {
        grantedAtNs = ns;
    }

    SessionEnd end() {
        return end;
    }

    Owner owner() {
        return owner;
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
