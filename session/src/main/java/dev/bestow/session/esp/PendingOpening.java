package dev.bestow.session.esp;

import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;
import dev.bestow.wire.ua.RefusalCause;

import java.util.Objects;

/// An opening on its way. Takes exactly one answer: a second copy must not begin a second session under the same keys.
/// Thread-safe.
public final class PendingOpening implements AutoCloseable {
    private final EspClient client;
    private final SetUp.Opening opening;
    private final int spi;
    private final byte[] datagram;
    private final SetUpKeys keys;
    private boolean over;

    PendingOpening(EspClient client, SetUp.Opening opening, int spi, InnerPacket inner) {
        this.client = client;
        this.opening = opening;
        this.spi = spi;
        this.keys = client.keys().copy();
        var key = keys.first(opening, spi);
        try (var _ = key.octets();
                var first = new OutboundAssociation(spi, opening.profile(), key)) {
            byte[] sealed =
                    Objects.requireNonNull(
                            first.seal(SetUpCodec.packetAt(opening.keyName()), inner),
                            "an association has a first packet");
            datagram = SetUpCodec.withHead(sealed, opening.head());
        }
    }

    /// What to send, and to send again: the same octets every time.
    public byte[] datagram() {
        return datagram.clone();
    }

    /// Reads a datagram of the endpoint; whatever the octets, it answers with a value. After a refusal the
    /// opening stays
    /// pending, since a plain one proves nothing and an authenticated one may ask for a repeat.
    public synchronized OpeningOutcome open(byte[] received) {
        if (over) {
            return new OpeningOutcome.NotForMe();
        }
        return switch (SetUpCodec.decode(received)) {
            case SetUp.Answer answer -> open(answer, received);
            case SetUp.Refusal refusal -> open(refusal);
            case SetUp.Opening _ -> new OpeningOutcome.Invalid(EspDrop.MALFORMED);
            case null -> new OpeningOutcome.Invalid(EspDrop.MALFORMED);
        };
    }

    private OpeningOutcome open(SetUp.Answer answer, byte[] received) {
        if (!answer.profile().equals(opening.profile())) {
            return new OpeningOutcome.Invalid(EspDrop.MALFORMED);
        }
        var reply = new SetUpKeys.Reply(answer, SetUpCodec.icv(datagram));
        InboundAssociation inbound = inbound(reply);
        return switch (inbound.open(received, SetUpCodec.ANSWER_PACKET_AT)) {
            case InboundAssociation.Opened.Fresh fresh -> {
                var session = new EspSession(outbound(reply), inbound);
                close();
                yield new OpeningOutcome.Begun(fresh.inner(), session);
            }
            case InboundAssociation.Opened.Repeated _ -> invalid(inbound, EspDrop.REPLAYED);
            case InboundAssociation.Opened.Dropped(EspDrop why) -> invalid(inbound, why);
        };
    }

    private static OpeningOutcome.Invalid invalid(InboundAssociation unused, EspDrop why) {
        unused.close();
        return new OpeningOutcome.Invalid(why);
    }

    private InboundAssociation inbound(SetUpKeys.Reply reply) {
        var key = keys.paired(Direction.DOWNLINK, spi, opening, reply);
        try (var _ = key.octets()) {
            return new InboundAssociation(spi, opening.profile(), key);
        }
    }

    private OutboundAssociation outbound(SetUpKeys.Reply reply) {
        int spiUp = reply.answer().spi();
        var key = keys.paired(Direction.UPLINK, spiUp, opening, reply);
        try (var _ = key.octets()) {
            return new OutboundAssociation(spiUp, opening.profile(), key);
        }
    }

    private OpeningOutcome open(SetUp.Refusal refusal) {
        Octets echo = SetUpCodec.echo(datagram);
        if (!refusal.echo().equals(echo)) {
            return new OpeningOutcome.NotForMe();
        }
        if (refusal.authenticated()) {
            if (!keys.verifies(opening, refusal)) {
                return new OpeningOutcome.Invalid(EspDrop.NOT_AUTHENTIC);
            }
            if (refusal.cause() == RefusalCause.CIPHERING_FORBIDDEN) {
                client.encryptionForbidden();
            }
        }
        return new OpeningOutcome.RefusedBy(
                refusal.cause(), refusal.retryAfterSeconds(), refusal.authenticated());
    }

    /// Wipes the keys of the opening; nothing is taken any more.
    @Override
    public synchronized void close() {
        over = true;
        keys.close();
    }
}
