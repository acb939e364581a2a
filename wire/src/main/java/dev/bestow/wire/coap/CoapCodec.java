package dev.bestow.wire.coap;

import dev.bestow.core.Octets;
import dev.bestow.wire.coap.UndecodableCoap.Reason;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// CoAP over UDP, octets to records and back. All numbers are big-endian.
///
/// ```
/// octet 0       version 2 bits (01) | type 2 bits | token length 4 bits
/// octet 1       code: class 3 bits, detail 5 bits
/// octets 2-3    message ID
/// token         0 to 8
/// options       delta 4 bits, length 4 bits | more of delta 0 to 2 | more of length 0 to 2 | value
/// payload       FF | one octet or more
/// ```
///
/// The delta is from the option before. 13 means that one more octet has what is above 13, 14 that two more have what
/// is above 269; 15 is reserved. Decoding never throws whatever the octets: it answers with an [UndecodableCoap].
public final class CoapCodec {
    private static final int VERSION = 1;
    private static final int HEADER_OCTETS = 4;
    private static final int PAYLOAD_MARKER = 0xff;
    private static final int ONE_MORE = 13;
    private static final int TWO_MORE = 14;
    private static final int RESERVED = 15;
    private static final int TWO_MORE_FROM = 269;
    private static final int MAX_OPTION = 0xffff;

    private CoapCodec() {}

    public static byte[] encode(CoapMessage message) {
        var out = new ByteArrayOutputStream();
        int token = message.token().length();
        out.write(VERSION << 6 | message.type().bits() << 4 | token);
        out.write(message.code().octet());
        out.write(message.messageId() >> 8);
        out.write(message.messageId());
        out.writeBytes(message.token().toArray());
        encodeContent(message, out);
        return out.toByteArray();
    }

    /// Without what only transmits it: code, options and payload, as OSCORE protects them (RFC 8613 clause 5.3).
    ///
    /// ```
    /// octet 0   code
    /// options and payload as above
    /// ```
    public static byte[] encodeInner(CoapMessage message) {
        var out = new ByteArrayOutputStream();
        out.write(message.code().octet());
        encodeContent(message, out);
        return out.toByteArray();
    }

    private static void encodeContent(CoapMessage message, ByteArrayOutputStream out) {
        int before = 0;
        for (CoapOption option : message.options()) {
            encode(option, option.number() - before, out);
            before = option.number();
        }
        if (message.payload().length() > 0) {
            out.write(PAYLOAD_MARKER);
            out.writeBytes(message.payload().toArray());
        }
    }

    private static void encode(CoapOption option, int delta, ByteArrayOutputStream out) {
        int length = option.value().length();
        out.write(nibble(delta) << 4 | nibble(length));
        encodeMore(delta, out);
        encodeMore(length, out);
        out.writeBytes(option.value().toArray());
    }

    private static int nibble(int number) {
        if (number < ONE_MORE) {
            return number;
        }
        return number < TWO_MORE_FROM ? ONE_MORE : TWO_MORE;
    }

    private static void encodeMore(int number, ByteArrayOutputStream out) {
        switch (nibble(number)) {
            case ONE_MORE -> out.write(number - ONE_MORE);
            case TWO_MORE -> {
                out.write((number - TWO_MORE_FROM) >> 8);
                out.write(number - TWO_MORE_FROM);
            }
            default -> {
                // The nibble says it all.
            }
        }
    }

    /// Reads a datagram.
    public static ReceivedCoap decode(byte[] datagram) {
        if (datagram.length < HEADER_OCTETS) {
            return new UndecodableCoap(Reason.TRUNCATED, datagram.length);
        }
        ByteBuffer in = ByteBuffer.wrap(datagram);
        int first = in.get() & 0xff;
        int token = first & 15;
        if (first >> 6 != VERSION) {
            return new UndecodableCoap(Reason.VERSION, 0);
        }
        if (token > CoapMessage.MAX_TOKEN_OCTETS) {
            return new UndecodableCoap(Reason.TOKEN, 0);
        }
        CoapCode code = new CoapCode(in.get() & 0xff);
        int messageId = Short.toUnsignedInt(in.getShort());
        if (code.equals(CoapCode.EMPTY) && datagram.length > HEADER_OCTETS) {
            return new UndecodableCoap(Reason.PAYLOAD, HEADER_OCTETS);
        }
        if (in.remaining() < token) {
            return new UndecodableCoap(Reason.TRUNCATED, datagram.length);
        }
        var message =
                new CoapMessage(
                        CoapType.of((first >> 4) & 3),
                        code,
                        messageId,
                        take(in, token),
                        List.of(),
                        Octets.EMPTY);
        return withOptions(message, in);
    }

    /// Reads what [#encodeInner] wrote. What came of it has the transmission of `carrier`, the message that had it
    /// inside.
    public static ReceivedCoap decodeInner(byte[] content, CoapMessage carrier) {
        if (content.length == 0) {
            return new UndecodableCoap(Reason.TRUNCATED, 0);
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        var message =
                new CoapMessage(
                        carrier.type(),
                        new CoapCode(in.get() & 0xff),
                        carrier.messageId(),
                        carrier.token(),
                        List.of(),
                        Octets.EMPTY);
        return withOptions(message, in);
    }

    private static ReceivedCoap withOptions(CoapMessage header, ByteBuffer in) {
        List<CoapOption> options = new ArrayList<>();
        int number = 0;
        while (in.hasRemaining()) {
            int at = in.position();
            int head = in.get() & 0xff;
            if (head == PAYLOAD_MARKER) {
                return in.hasRemaining()
                        ? with(header, options, take(in, in.remaining()))
                        : new UndecodableCoap(Reason.PAYLOAD, at);
            }
            if (head >> 4 == RESERVED || (head & 15) == RESERVED) {
                return new UndecodableCoap(Reason.OPTION, at);
            }
            if (in.remaining() < more(head >> 4) + more(head & 15)) {
                return new UndecodableCoap(Reason.TRUNCATED, at);
            }
            number += number(head >> 4, in);
            int length = number(head & 15, in);
            if (number > MAX_OPTION) {
                return new UndecodableCoap(Reason.OPTION, at);
            }
            if (in.remaining() < length) {
                return new UndecodableCoap(Reason.TRUNCATED, at);
            }
            options.add(new CoapOption(number, take(in, length)));
        }
        return with(header, options, Octets.EMPTY);
    }

    private static CoapMessage with(CoapMessage header, List<CoapOption> options, Octets payload) {
        return new CoapMessage(
                header.type(), header.code(), header.messageId(), header.token(), options, payload);
    }

    /// How many octets a nibble has behind it.
    private static int more(int nibble) {
        return Math.max(0, nibble - TWO_MORE + 2);
    }

    private static int number(int nibble, ByteBuffer in) {
        return switch (nibble) {
            case ONE_MORE -> ONE_MORE + (in.get() & 0xff);
            case TWO_MORE -> TWO_MORE_FROM + Short.toUnsignedInt(in.getShort());
            default -> nibble;
        };
    }

    private static Octets take(ByteBuffer in, int length) {
        byte[] octets = new byte[length];
        in.get(octets);
        return Octets.copyOf(octets);
    }
}
