package dev.bestow.session.esp;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// The messages that begin a session, octets to records and back. They stand where IKE stands in UDP, behind the
/// non-ESP marker (RFC 3948 clause 2.2).
///
/// ```
/// up    opening   00000000 | header 1 | RAND id 4 | nonce 16 | ESP packet n            25 + n
///                 00000000 | header 1 | GUTI 10, eKSI 1 | nonce 16 | ESP packet n      32 + n
/// down  answer    00000000 | header 1 | SPI 4 | nonce 16 | ESP packet n                25 + n
///       refusal   00000000 | header 1 | code 1 | retry after 1 | echo 8                15
///                 00000000 | header 1 | code 1 | retry after 1 | echo 8 | tag 8        23
///
/// header    7   6   5   4   3   2   1   0
///         +---+---+---+---+---+---+---+---+
///         | 0   1 | kind  | E | X | G | 0 |
///         +---+---+---+---+---+---+---+---+
/// ```
///
/// The first two bits are the version. `kind` is 0 opening, 1 answer, 2 refusal. `E` packets are encrypted, `X`
/// sequence
/// numbers have 64 bits, `G` the key is named by GUTI and eKSI; a refusal has none of these, an answer no `G`. The
/// shortest ESP packet has 36 octets, so a refusal is always shorter than what it refuses. Decoding never throws.
///
/// Deviation: TR 33.863 leaves the negotiation of security associations open. These messages are ours; the packets in
/// them, and all that follow, are those of RFC 4303.
final class SetUpCodec {
    static final int HEAD_AT = UdpEncapsulation.MARKER_OCTETS;
    static final int ANSWER_PACKET_AT = HEAD_AT + 1 + Integer.BYTES + SetUp.NONCE_OCTETS;

    private static final int NAME_AT = HEAD_AT + 1;
    private static final int GUTI_NAME_OCTETS = Guti.OCTETS + 1;
    private static final int VERSION = 1;
    private static final int OPENING = 0;
    private static final int ANSWER = 1;
    private static final int REFUSAL = 2;
    private static final int ENCRYPTED = 8;
    private static final int EXTENDED = 4;
    private static final int BY_GUTI = 2;
    private static final int RESERVED = 1;
    private static final int ECHO_AT = HEAD_AT + 3;
    private static final int TAG_AT = ECHO_AT + SetUp.ECHO_OCTETS;

    private SetUpCodec() {}

    /// Where the ESP packet of an opening begins.
    static int packetAt(KeyName keyName) {
        int name =
                switch (keyName) {
                    case KeyName.ByRand _ -> RandId.OCTETS;
                    case KeyName.ByGuti _ -> GUTI_NAME_OCTETS;
                };
        return NAME_AT + name + SetUp.NONCE_OCTETS;
    }

    static Octets head(SetUp.Opening opening) {
        ByteBuffer head = ByteBuffer.allocate(packetAt(opening.keyName()) - HEAD_AT);
        switch (opening.keyName()) {
            case KeyName.ByRand(RandId id) -> {
                head.put(header(OPENING, opening.profile(), 0));
                id.encode().writeTo(head);
            }
            case KeyName.ByGuti(Guti guti, Eksi eksi) -> {
                head.put(header(OPENING, opening.profile(), BY_GUTI));
                guti.encode().writeTo(head);
                head.put((byte) eksi.value());
            }
        }
        opening.nonce().writeTo(head);
        return Octets.copyOf(head.array());
    }

    static Octets head(SetUp.Answer answer) {
        ByteBuffer head = ByteBuffer.allocate(ANSWER_PACKET_AT - HEAD_AT);
        head.put(header(ANSWER, answer.profile(), 0)).putInt(answer.spi());
        answer.nonce().writeTo(head);
        return Octets.copyOf(head.array());
    }

    private static byte header(int kind, EspProfile profile, int more) {
        return (byte)
                (VERSION << 6
                        | kind << 4
                        | (profile.encrypted() ? ENCRYPTED : 0)
                        | (profile.extended() ? EXTENDED : 0)
                        | more);
    }

    static byte[] encode(SetUp.Refusal refusal) {
        byte[] datagram = new byte[refusal.authenticated() ? TAG_AT + SetUp.TAG_OCTETS : TAG_AT];
        untagged(refusal).writeTo(datagram, HEAD_AT);
        refusal.tag().writeTo(datagram, TAG_AT);
        return datagram;
    }

    /// What the tag of a refusal covers of it, 11 octets.
    static Octets untagged(SetUp.Refusal refusal) {
        ByteBuffer octets = ByteBuffer.allocate(TAG_AT - HEAD_AT);
        octets.put((byte) (VERSION << 6 | REFUSAL << 4));
        octets.put((byte) refusal.cause().code()).put((byte) refusal.retryAfterSeconds());
        refusal.echo().writeTo(octets);
        return Octets.copyOf(octets.array());
    }

    /// Null for octets that are none of these messages.
    static @Nullable SetUp decode(byte[] datagram) {
        if (datagram.length < TAG_AT || UdpEncapsulation.spi(datagram, 0) != 0) {
            return null;
        }
        int header = datagram[HEAD_AT] & 0xff;
        if (header >> 6 != VERSION || (header & RESERVED) != 0) {
            return null;
        }
        var profile = new EspProfile((header & ENCRYPTED) != 0, (header & EXTENDED) != 0);
        boolean byGuti = (header & BY_GUTI) != 0;
        return switch (header >> 4 & 3) {
            case OPENING -> opening(datagram, profile, byGuti);
            case ANSWER -> byGuti ? null : answer(datagram, profile);
            case REFUSAL -> (header & 15) == 0 ? refusal(datagram) : null;
            default -> null;
        };
    }

    private static SetUp.@Nullable Opening opening(
            byte[] datagram, EspProfile profile, boolean byGuti) {
        int nonceAt = NAME_AT + (byGuti ? GUTI_NAME_OCTETS : RandId.OCTETS);
        if (!holdsPacket(datagram, nonceAt + SetUp.NONCE_OCTETS)) {
            return null;
        }
        Octets name = Octets.copyOf(datagram, NAME_AT, nonceAt - NAME_AT);
        try {
            KeyName keyName =
                    byGuti
                            ? new KeyName.ByGuti(
                                    Guti.decode(name.slice(0, Guti.OCTETS)),
                                    new Eksi(name.at(Guti.OCTETS)))
                            : new KeyName.ByRand(RandId.decode(name));
            return new SetUp.Opening(
                    profile, keyName, Octets.copyOf(datagram, nonceAt, SetUp.NONCE_OCTETS));
        } catch (InvalidValue _) {
            return null;
        }
    }

    private static SetUp.@Nullable Answer answer(byte[] datagram, EspProfile profile) {
        int spi = UdpEncapsulation.spi(datagram, NAME_AT);
        if (!holdsPacket(datagram, ANSWER_PACKET_AT) || !UdpEncapsulation.isSpi(spi)) {
            return null;
        }
        int nonceAt = NAME_AT + Integer.BYTES;
        return new SetUp.Answer(profile, spi, Octets.copyOf(datagram, nonceAt, SetUp.NONCE_OCTETS));
    }

    private static boolean holdsPacket(byte[] datagram, int at) {
        return datagram.length >= at + OutboundAssociation.MIN_OCTETS
                && UdpEncapsulation.isSpi(UdpEncapsulation.spi(datagram, at));
    }

    private static SetUp.@Nullable Refusal refusal(byte[] datagram) {
        if (datagram.length != TAG_AT && datagram.length != TAG_AT + SetUp.TAG_OCTETS) {
            return null;
        }
        return new SetUp.Refusal(
                RefusalCause.of(datagram[NAME_AT] & 0xff),
                datagram[NAME_AT + 1] & 0xff,
                Octets.copyOf(datagram, ECHO_AT, SetUp.ECHO_OCTETS),
                Octets.copyOf(datagram, TAG_AT, datagram.length - TAG_AT));
    }

    /// Writes the marker, which is zeros already, and `head` before the ESP packet of `datagram`.
    static byte[] withHead(byte[] datagram, Octets head) {
        head.writeTo(datagram, HEAD_AT);
        return datagram;
    }

    /// What a refusal of this message repeats.
    static Octets echo(byte[] datagram) {
        return Octets.copyOf(datagram, datagram.length - SetUp.ECHO_OCTETS, SetUp.ECHO_OCTETS);
    }

    /// The ICV of the packet at the end of a message.
    static Octets icv(byte[] datagram) {
        int icv = GcmCipher.ICV_OCTETS;
        return Octets.copyOf(datagram, datagram.length - icv, icv);
    }
}
