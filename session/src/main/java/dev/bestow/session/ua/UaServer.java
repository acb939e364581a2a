package dev.bestow.session.ua;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.session.key.GrantCheck;
import dev.bestow.session.key.HeldGrant;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.SessionMessage;
import dev.bestow.wire.ua.UaCodec;
import dev.bestow.wire.ua.UaForm;
import dev.bestow.wire.ua.UndecodableUa;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// An application server's side of Ua native: a datagram in, at most one datagram out. Opens no
/// socket; may block in its ports, so the caller gives every datagram a virtual thread. Thread-safe.
///
/// What is answered and what is not:
///
/// | datagram | answer |
/// |---|---|
/// | no Ua message of this version | none |
/// | request in a form that is not taken here | plain refusal, FORM_NOT_ALLOWED |
/// | request whose key nobody has, or whose MAC no candidate verifies | plain refusal |
/// | request that verifies but is not taken | authenticated refusal |
/// | session message that wants the key replaced | one that says it is seen to |
/// | session message of no session, or that does not verify | plain refusal, SESSION_UNKNOWN |
/// | byte-identical repeat | the stored answer, or none while there is none |
///
/// A stranger can cause plain refusals only, 11 octets, always fewer than it sent: no amplification.
/// Silence would be safer still against reflection, but a device whose key differs would never learn
/// it, and a mismatch that no message names must not happen.
public final class UaServer {
    private final SessionTable sessions;
    private final GrantCheck grants;
    private final AsApplication application;
    private final RefreshRequests refreshes;
    private final UaServerEvents events;
    private final RequestProcedure requests;

    /// What the server stands on. Other protections of the application server may stand on the same keys and claims.
    ///
    /// @param certificateKeys stay the caller's
    public record Ports(
            KeyCache keys,
            CertificateKeys certificateKeys,
            ReplayClaims claims,
            AsApplication application,
            RefreshRequests refreshes,
            Clock clock,
            Entropy entropy) {
        /// Nobody replaces keys, and there is no certificate form.
        public Ports(
                KeyCache keys,
                ReplayClaims claims,
                AsApplication application,
                Clock clock,
                Entropy entropy) {
            this(
                    keys,
                    CertificateKeys.none(),
                    claims,
                    application,
                    RefreshRequests.NONE,
                    clock,
                    entropy);
        }
    }

    /// Who looks on.
    public record Observers(KAppObserver kApp, UaServerEvents events) {
        /// Nobody.
        public static final Observers NONE = new Observers(KAppObserver.NONE, UaServerEvents.NONE);
    }

    public UaServer(UaPolicy policy, Ports ports, Observers observers) {
        if (policy.forms().contains(UaForm.CERTIFICATE) == ports.certificateKeys().isEmpty()) {
            throw new InvalidValue(
                    "ua.certificateKeys", "and the certificate form: the one needs the other");
        }
        this.application = ports.application();
        this.refreshes = ports.refreshes();
        this.events = observers.events();
        this.grants =
                new GrantCheck(
                        ports.keys(),
                        ports.clock(),
                        TimeUnit.SECONDS.toMillis(policy.keyCacheSeconds()));
        this.sessions = new SessionTable(ports.clock(), ports.entropy(), policy.maxSessions());
        this.requests = new RequestProcedure(policy, ports, observers, sessions);
    }

    /// Handles one datagram. `null` says nothing. An exception of a port passes through; octets cause
    /// none.
    ///
    /// @param source whom to hold to account: the IPv4 address, or the first 8 octets of the IPv6 address
    public byte @Nullable [] handle(byte[] datagram, Octets source) {
        return switch (UaCodec.decodeUplink(datagram)) {
            case ApplicationRequest request -> requests.handle(request, datagram, source);
            case SessionMessage message -> handle(message, source);
            case UndecodableUa undecodable -> handle(undecodable);
        };
    }

    private byte @Nullable [] handle(UndecodableUa undecodable) {
        events.undecodable(undecodable.reason());
        return null;
    }

    private byte @Nullable [] handle(SessionMessage message, Octets source) {
        ServerSession session = sessions.find(message.sessionId());
        if (session == null) {
            return sessionUnknown(message);
        }
        return switch (session.end().open(message)) {
            case SessionEnd.Opened.Fresh fresh ->
                    grants.stands(session.held(), source)
                            ? answer(session, fresh)
                            : ended(session, message);
            case SessionEnd.Opened.Refresh(long counter) -> {
                if (!grants.stands(session.held(), source)) {
                    yield ended(session, message);
                }
                refreshes.wanted(session.held().name());
                yield sent(session, counter, session.end().sealRefresh());
            }
            case SessionEnd.Opened.Repeated repeated -> {
                Octets answer = session.answerTo(repeated.counter());
                events.repeated(answer != null);
                yield answer == null ? null : answer.toArray();
            }
            // Its id may have gone to another device, so this one has to learn that it is gone.
            case SessionEnd.Opened.Unauthentic _ -> sessionUnknown(message);
        };
    }

    private byte @Nullable [] answer(ServerSession session, SessionEnd.Opened.Fresh fresh) {
        HeldGrant held = session.held();
        Plaintext downlink =
                application.answer(
                        held.grant().externalIdentifier(), held.name(), fresh.plaintext());
        return downlink == null
                ? null
                : sent(session, fresh.counter(), session.end().seal(downlink));
    }

    /// @param counter of the message that it answers
    private static byte @Nullable [] sent(
            ServerSession session, long counter, @Nullable SessionMessage sealed) {
        if (sealed == null) {
            return null;
        }
        byte[] datagram = UaCodec.encode(sealed);
        session.answered(counter, Octets.copyOf(datagram));
        return datagram;
    }

    private byte[] ended(ServerSession session, SessionMessage message) {
        sessions.end(message.sessionId(), session);
        return sessionUnknown(message);
    }

    private byte[] sessionUnknown(SessionMessage message) {
        events.refused(RefusalCause.SESSION_UNKNOWN, false);
        return UaCodec.encode(
                Refusal.plain(UaForm.COMPACT, RefusalCause.SESSION_UNKNOWN, 0, message.t()));
    }

    /// Sessions held now; for gauges.
    public int sessionCount() {
        return sessions.size();
    }
}
