package dev.bestow.wire.ua;

import dev.bestow.core.Octets;

import java.nio.ByteBuffer;

/// Ua native, octets to records and back. All numbers big-endian; [UaHeader] draws the first octet.
///
/// ```
/// up    literal   header 1 | GUTI 10 | RAND_AS 16 | t 32 | body n | tag 8             67 + n
///       compact   header 1 | RAND id 4 | RAND_AS 8 | body n | t 8                     21 + n
///                 header 1 | GUTI 10   | RAND_AS 8 | body n | t 8                     27 + n
///       certif.   header 1 | key mark 1 | RAND id 4 | C 80 | body n | t 8             94 + n
///                 header 1 | key mark 1 | GUTI 10   | C 80 | body n | t 8             100 + n
///                 with a hybrid key C has 1168 octets                         1182, 1188 + n
/// down  answer    header 1 | session id 20 bits, 0000 | RAND_S 8 | body n | t 8       20 + n
///       refusal   header 1 | code 1 | retry after 1 | echo 8                          11
///                 header 1 | code 1 | retry after 1 | echo 8 | tag 8                  19
/// both  session   header 1 | session id 20 bits, counter 4 bits | body n | t 8        12 + n
/// ```
///
/// A datagram is one message; it carries no length because UDP and NIDD do. Decoding never throws
/// whatever the octets: it answers with an [UndecodableUa].
public final class UaCodec {
    static final int HEADER_OCTETS = 1;
    private static final int SESSION_FIELD_OCTETS = 3;
    static final int T_OCTETS = ApplicationRequest.MAC_OCTETS;
    private static final int PLAIN_REFUSAL_OCTETS = 3 + Refusal.ECHO_OCTETS;
    private static final int MIN_SESSION_OCTETS = HEADER_OCTETS + SESSION_FIELD_OCTETS + T_OCTETS;
    private static final int COUNTER_HIGH_MASK = 15;

    private UaCodec() {}

    public static byte[] encode(ApplicationRequest request) {
        return RequestCodec.encode(request);
    }

    public static byte[] encode(ApplicationResponse response) {
        return concatenate(
                response.header(),
                sessionField(response.sessionId(), 0),
                response.randS(),
                response.body(),
                response.t());
    }

    public static byte[] encode(SessionMessage message) {
        int high = message.counterLow() >> 3;
        return concatenate(
                message.header(),
                sessionField(message.sessionId(), high),
                message.body(),
                message.t());
    }

    public static byte[] encode(Refusal refusal) {
        byte[] head = {(byte) refusal.cause().code(), (byte) refusal.retryAfterSeconds()};
        return concatenate(refusal.header(), Octets.copyOf(head), refusal.echo(), refusal.tag());
    }

    /// Reads what a UE sent.
    public static UaUplink decodeUplink(byte[] datagram) {
        if (datagram.length < HEADER_OCTETS) {
            return new UndecodableUa(UndecodableUa.Reason.TRUNCATED, 0);
        }
        if (UaHeader.versionOf(datagram[0]) != UaHeader.VERSION) {
            return new UndecodableUa(UndecodableUa.Reason.VERSION, 0);
        }
        UaHeader header = UaHeader.of(datagram[0]);
        return switch (header.form()) {
            case LITERAL, COMPACT, CERTIFICATE -> RequestCodec.decode(header, datagram);
            case SESSION ->
                    datagram.length < MIN_SESSION_OCTETS
                            ? truncated(datagram)
                            : decodeSession(header, datagram);
        };
    }

    /// Reads what an application server sent.
    public static UaDownlink decodeDownlink(byte[] datagram) {
        if (datagram.length < HEADER_OCTETS) {
            return new UndecodableUa(UndecodableUa.Reason.TRUNCATED, 0);
        }
        if (UaHeader.versionOf(datagram[0]) != UaHeader.VERSION) {
            return new UndecodableUa(UndecodableUa.Reason.VERSION, 0);
        }
        UaHeader header = UaHeader.of(datagram[0]);
        if (header.form() == UaForm.SESSION) {
            return datagram.length < MIN_SESSION_OCTETS
                    ? truncated(datagram)
                    : decodeSession(header, datagram);
        }
        return switch (header.low()) {
            case UaHeader.ANSWER -> decodeAnswer(header, datagram);
            case UaHeader.AUTHENTICATED_REFUSAL, UaHeader.PLAIN_REFUSAL ->
                    decodeRefusal(header, datagram);
            default -> new UndecodableUa(UndecodableUa.Reason.HEADER, 0);
        };
    }

    private static SessionMessage decodeSession(UaHeader header, byte[] datagram) {
        int bodyAt = HEADER_OCTETS + SESSION_FIELD_OCTETS;
        int field = sessionField(datagram);
        return new SessionMessage(
                header.ciphered(),
                field >> 4,
                (field & COUNTER_HIGH_MASK) << 3 | header.low(),
                body(datagram, bodyAt),
                mac(datagram));
    }

    private static UaDownlink decodeAnswer(UaHeader header, byte[] datagram) {
        int randSAt = HEADER_OCTETS + SESSION_FIELD_OCTETS;
        int bodyAt = randSAt + ApplicationResponse.RAND_S_OCTETS;
        if (datagram.length < bodyAt + T_OCTETS) {
            return truncated(datagram);
        }
        int field = sessionField(datagram);
        if ((field & COUNTER_HIGH_MASK) != 0) {
            return new UndecodableUa(UndecodableUa.Reason.SPARE, randSAt - 1);
        }
        return new ApplicationResponse(
                header.form(),
                header.ciphered(),
                field >> 4,
                Octets.copyOf(datagram, randSAt, ApplicationResponse.RAND_S_OCTETS),
                body(datagram, bodyAt),
                mac(datagram));
    }

    private static UaDownlink decodeRefusal(UaHeader header, byte[] datagram) {
        boolean authenticated = header.low() == UaHeader.AUTHENTICATED_REFUSAL;
        int length = PLAIN_REFUSAL_OCTETS + (authenticated ? Refusal.TAG_OCTETS : 0);
        if (header.ciphered()) {
            return new UndecodableUa(UndecodableUa.Reason.HEADER, 0);
        }
        if (datagram.length < length) {
            return truncated(datagram);
        }
        if (datagram.length > length) {
            return new UndecodableUa(UndecodableUa.Reason.TRAILING, length);
        }
        return new Refusal(
                header.form(),
                RefusalCause.of(datagram[1] & 0xff),
                datagram[2] & 0xff,
                Octets.copyOf(datagram, 3, Refusal.ECHO_OCTETS),
                Octets.copyOf(datagram, PLAIN_REFUSAL_OCTETS, length - PLAIN_REFUSAL_OCTETS));
    }

    static UndecodableUa truncated(byte[] datagram) {
        return new UndecodableUa(UndecodableUa.Reason.TRUNCATED, datagram.length);
    }

    static Octets body(byte[] datagram, int from) {
        return Octets.copyOf(datagram, from, datagram.length - T_OCTETS - from);
    }

    static Octets mac(byte[] datagram) {
        return Octets.copyOf(datagram, datagram.length - T_OCTETS, T_OCTETS);
    }

    private static int sessionField(byte[] datagram) {
        return (datagram[1] & 0xff) << 16 | (datagram[2] & 0xff) << 8 | (datagram[3] & 0xff);
    }

    private static Octets sessionField(int sessionId, int low) {
        int field = sessionId << 4 | low;
        byte[] octets = {(byte) (field >> 16), (byte) (field >> 8), (byte) field};
        return Octets.copyOf(octets);
    }

    static byte[] concatenate(UaHeader header, Octets... fields) {
        int length = HEADER_OCTETS;
        for (Octets field : fields) {
            length += field.length();
        }
        ByteBuffer out = ByteBuffer.allocate(length).put((byte) header.octet());
        for (Octets field : fields) {
            field.writeTo(out);
        }
        return out.array();
    }
}
