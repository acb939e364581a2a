package dev.bestow.session.esp;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.session.key.GrantCheck;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.wire.ua.RefusalCause;

import java.util.concurrent.TimeUnit;

/// An endpoint's side of ESP: a datagram in, at most one datagram out at once, and others when the application sends.
/// Opens no socket; may block in its ports, so the caller gives every datagram a virtual thread. Thread-safe.
///
/// | datagram | what happens |
/// |---|---|
/// | keepalive, no message of ours, too short | dropped |
/// | opening whose key nobody has, or that no candidate verifies | plain refusal |
/// | opening that verifies but is not taken | authenticated refusal |
/// | opening that was taken before | its answer, to where that went first, until the session is used |
/// | packet of no session, or that does not verify | plain refusal, SESSION_UNKNOWN |
/// | packet that was taken before | the answer to it, to where the device was heard last; at most 8 times |
///
/// A stranger can cause plain refusals only, 15 octets, always fewer than it sent. Nothing is kept before a key
/// verified
/// a message.
public final class EspServer implements AutoCloseable {
    private final GrantCheck grants;
    private final Ports ports;
    private final EspServerEvents events;
    private final EspSessionTable sessions;
    private final OpeningProcedure openings;

    /// What the endpoint stands on. Other protections may stand on the same keys and claims.
    public record Ports(
            KeyCache keys,
            ReplayClaims claims,
            EspApplication application,
            Clock clock,
            Entropy entropy) {}

    public EspServer(EspPolicy policy, Ports ports, EspServerEvents events) {
        this.grants =
                new GrantCheck(
                        ports.keys(),
                        ports.clock(),
                        TimeUnit.SECONDS.toMillis(policy.keyCacheSeconds()));
        this.ports = ports;
        this.events = events;
        this.sessions = new EspSessionTable(ports.clock(), ports.entropy(), policy.maxSessions());
        this.openings = new OpeningProcedure(policy, ports, events, sessions);
    }

    /// Handles one datagram. An exception of a port passes through; octets cause none.
    ///
    /// @param out where answers go, these and those that the session sends later
    public void handle(byte[] datagram, EspPeer from, EspDatagrams out) {
        switch (UdpEncapsulation.kind(datagram)) {
            case KEEPALIVE -> events.dropped(EspDrop.KEEPALIVE);
            case TOO_SHORT -> events.dropped(EspDrop.LENGTH);
            case SET_UP -> setUp(datagram, from, out);
            case ESP -> packet(datagram, from, out);
        }
    }

    private void setUp(byte[] datagram, EspPeer from, EspDatagrams out) {
        if (SetUpCodec.decode(datagram) instanceof SetUp.Opening opening) {
            openings.handle(
                    new OpeningProcedure.Arrival(opening, Octets.copyOf(datagram), from, out));
        } else {
            events.dropped(EspDrop.MALFORMED);
        }
    }

    private void packet(byte[] datagram, EspPeer from, EspDatagrams out) {
        if (datagram.length < OutboundAssociation.MIN_OCTETS) {
            events.dropped(EspDrop.LENGTH);
            return;
        }
        EspServerSession session = sessions.find(UdpEncapsulation.spi(datagram, 0));
        if (session == null) {
            unknown(datagram, from, out);
            return;
        }
        switch (session.inbound().open(datagram, 0)) {
            case InboundAssociation.Opened.Fresh fresh -> {
                if (grants.stands(session.held(), from.source())) {
                    take(session, fresh, from);
                } else {
                    sessions.end(session.inbound().spi(), session);
                    unknown(datagram, from, out);
                }
            }
            case InboundAssociation.Opened.Repeated(long number) ->
                    repeated(session, datagram, number);
            case InboundAssociation.Opened.Dropped(EspDrop why) -> {
                events.dropped(why);
                // Its SPI may have gone to another device, so this one has to learn that.
                if (why == EspDrop.NOT_AUTHENTIC) {
                    unknown(datagram, from, out);
                }
            }
        }
    }

    private void take(
            EspServerSession session, InboundAssociation.Opened.Fresh fresh, EspPeer from) {
        if (fresh.newest()) {
            session.heardAt(from.address());
        }
        if (fresh.inner().nextHeader() == InnerPacket.DUMMY) {
            events.dropped(EspDrop.DUMMY);
            return;
        }
        InnerPacket said = ports.application().take(session, fresh.inner());
        byte[] answer = said == null ? null : session.seal(0, said);
        if (answer != null) {
            session.answer(fresh.number(), answer);
        }
    }

    private void repeated(EspServerSession session, byte[] datagram, long number) {
        if (!session.inbound().verifies(datagram, 0, number)) {
            events.dropped(EspDrop.REPLAYED);
            return;
        }
        events.repeated(session.repeatAnswer(number));
    }

    private void unknown(byte[] datagram, EspPeer from, EspDatagrams out) {
        events.refused(RefusalCause.SESSION_UNKNOWN, false);
        var refusal =
                new SetUp.Refusal(
                        RefusalCause.SESSION_UNKNOWN, 0, SetUpCodec.echo(datagram), Octets.EMPTY);
        out.send(from.address(), SetUpCodec.encode(refusal));
    }

    /// Sessions held now; for gauges.
    public int sessionCount() {
        return sessions.size();
    }

    /// Ends all sessions and wipes their keys.
    @Override
    public void close() {
        sessions.clear();
    }
}
