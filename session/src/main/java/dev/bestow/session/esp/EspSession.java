package dev.bestow.session.esp;

import dev.bestow.core.Octets;

import java.util.ArrayDeque;

/// A UE's session with an endpoint: one security association each way. Never stored: after a restart, when it
/// [#isOver], or when the endpoint no longer knows it, the UE makes a new opening. Thread-safe.
public final class EspSession implements AutoCloseable {
    /// How many packets may be under way for a refusal to be recognised.
    private static final int REMEMBERED = 16;

    private final OutboundAssociation outbound;
    private final InboundAssociation inbound;
    private final ArrayDeque<Octets> sent = new ArrayDeque<>(REMEMBERED);

    EspSession(OutboundAssociation outbound, InboundAssociation inbound) {
        this.outbound = outbound;
        this.inbound = inbound;
    }

    /// The SPI of packets to the endpoint.
    public int outboundSpi() {
        return outbound.spi();
    }

    /// The SPI of packets from the endpoint.
    public int inboundSpi() {
        return inbound.spi();
    }

    /// Whether nothing more can be sent: closed, or the last sequence number is used.
    public boolean isOver() {
        return outbound.isOver();
    }

    /// The next packet to the endpoint. Send the same array again to repeat it; never seal twice for that. Throws
    /// `IllegalStateException` when the session [#isOver].
    public byte[] seal(InnerPacket inner) {
        byte[] packet = outbound.seal(0, inner);
        if (packet == null) {
            throw new IllegalStateException("session is over");
        }
        remember(SetUpCodec.echo(packet));
        return packet;
    }

    /// Reads a datagram of the endpoint; whatever the octets, it answers with a value.
    public EspSessionOutcome open(byte[] datagram) {
        return switch (UdpEncapsulation.kind(datagram)) {
            case ESP -> opened(datagram);
            case SET_UP ->
                    SetUpCodec.decode(datagram) instanceof SetUp.Refusal refusal
                                    && isAboutOurs(refusal)
                            ? new EspSessionOutcome.RefusedBy(
                                    refusal.cause(), refusal.retryAfterSeconds())
                            : new EspSessionOutcome.Dropped(EspDrop.MALFORMED);
            case KEEPALIVE -> new EspSessionOutcome.Dropped(EspDrop.KEEPALIVE);
            case TOO_SHORT -> new EspSessionOutcome.Dropped(EspDrop.LENGTH);
        };
    }

    private EspSessionOutcome opened(byte[] datagram) {
        return switch (inbound.open(datagram, 0)) {
            case InboundAssociation.Opened.Fresh fresh ->
                    fresh.inner().nextHeader() == InnerPacket.DUMMY
                            ? new EspSessionOutcome.Dropped(EspDrop.DUMMY)
                            : new EspSessionOutcome.Packet(fresh.inner());
            case InboundAssociation.Opened.Repeated _ ->
                    new EspSessionOutcome.Dropped(EspDrop.REPLAYED);
            case InboundAssociation.Opened.Dropped(EspDrop why) ->
                    new EspSessionOutcome.Dropped(why);
        };
    }

    private synchronized void remember(Octets end) {
        if (sent.size() == REMEMBERED) {
            sent.removeFirst();
        }
        sent.addLast(end);
    }

    private synchronized boolean isAboutOurs(SetUp.Refusal refusal) {
        return sent.contains(refusal.echo());
    }

    /// Wipes the keys; sealing and opening are over.
    @Override
    public void close() {
        outbound.close();
        inbound.close();
    }
}
