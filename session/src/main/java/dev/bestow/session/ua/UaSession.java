package dev.bestow.session.ua;

import dev.bestow.core.Octets;
import dev.bestow.wire.ua.ApplicationResponse;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.SessionMessage;
import dev.bestow.wire.ua.UaCodec;
import dev.bestow.wire.ua.UaDownlink;
import dev.bestow.wire.ua.UndecodableUa;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// A UE's session with an application server, 12 octets over each message. Never stored: after a
/// restart, when it [#isOver], or when the server no longer knows it, the UE sends a new Application
/// Request. Thread-safe.
public final class UaSession implements AutoCloseable {
    /// How many messages may be under way for a refusal to be recognised.
    private static final int REMEMBERED_TAGS = 16;

    private final SessionEnd end;
    private final ArrayDeque<Octets> sentTags = new ArrayDeque<>(REMEMBERED_TAGS);

    UaSession(SessionEnd end) {
        this.end = end;
    }

    /// 20 bits, chosen by the server.
    public int sessionId() {
        return end.sessionId();
    }

    /// Whether messages are ciphered besides being authenticated.
    public boolean ciphered() {
        return end.ciphered();
    }

    /// Whether nothing more can be sent: closed, or the last counter, 2^32 - 1, is used.
    public boolean isOver() {
        return end.isOver();
    }

    /// The next uplink datagram. Send the same array again to repeat it; never seal the message twice
    /// for that. Throws `IllegalStateException` when the session [#isOver].
    public byte[] seal(Plaintext uplink) {
        return sent(end.seal(uplink));
    }

    /// As [#seal], a message that wants the key of this session replaced.
    public byte[] sealRefresh() {
        return sent(end.sealRefresh());
    }

    private byte[] sent(@Nullable SessionMessage message) {
        if (message == null) {
            throw new IllegalStateException("session is over");
        }
        remember(message.t());
        return UaCodec.encode(message);
    }

    /// Reads a datagram of the server; whatever the octets, it answers with a value.
    public SessionOutcome open(byte[] datagram) {
        UaDownlink downlink = UaCodec.decodeDownlink(datagram);
        return switch (downlink) {
            case SessionMessage message -> open(message);
            case Refusal refusal ->
                    isAboutOurs(refusal)
                            ? new SessionOutcome.RefusedBy(
                                    refusal.cause(), refusal.retryAfterSeconds())
                            : new SessionOutcome.NotForMe();
            case ApplicationResponse _ -> new SessionOutcome.NotForMe();
            case UndecodableUa undecodable ->
                    new SessionOutcome.Invalid("no Ua message: " + undecodable.reason());
        };
    }

    private SessionOutcome open(SessionMessage message) {
        if (message.sessionId() != end.sessionId()) {
            return new SessionOutcome.NotForMe();
        }
        return switch (end.open(message)) {
            case SessionEnd.Opened.Fresh fresh -> new SessionOutcome.Message(fresh.plaintext());
            case SessionEnd.Opened.Refresh _ -> new SessionOutcome.RefreshTaken();
            case SessionEnd.Opened.Repeated _ -> new SessionOutcome.Repeated();
            case SessionEnd.Opened.Unauthentic _ -> new SessionOutcome.Invalid("t does not verify");
        };
    }

    private synchronized void remember(Octets tag) {
        if (sentTags.size() == REMEMBERED_TAGS) {
            sentTags.removeFirst();
        }
        sentTags.addLast(tag);
    }

    private synchronized boolean isAboutOurs(Refusal refusal) {
        return sentTags.contains(refusal.echo());
    }

    /// Wipes the keys; sealing and opening are over.
    @Override
    public void close() {
        end.close();
    }
}
