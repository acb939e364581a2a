package dev.bestow.cli.certificates;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The little of DER (X.690) that a certificate is written with: every method returns one element,
///
/// ```
/// tag 1 | length 1 to 3 | content
/// ```
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONTEXT_CONSTRUCTED = 0xa0;

    /// RFC 5280 clause 4.1.2.5: until 2049 years have two digits.
    private static final int FIRST_LONG_YEAR = 2050;

    private static final DateTimeFormatter SHORT_TIME = inUtc("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter LONG_TIME = inUtc("yyyyMMddHHmmss'Z'");

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return element(SEQUENCE, elements);
    }

    static byte[] set(byte[]... elements) {
        return element(SET, elements);
    }

    static byte[] bool() {
        return element(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    static byte[] integer(int value) {
        return integer(BigInteger.valueOf(value));
    }

    /// `unused` bits at the end of the last octet do not count.
    static byte[] bitString(int unused, byte... octets) {
        return element(BIT_STRING, new byte[] {(byte) unused}, octets);
    }

    static byte[] octetString(byte[] octets) {
        return element(OCTET_STRING, octets);
    }

    static byte[] text(String text) {
        return element(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant instant) {
        boolean isLong = instant.atOffset(ZoneOffset.UTC).getYear() >= FIRST_LONG_YEAR;
        String text = (isLong ? LONG_TIME : SHORT_TIME).format(instant);
        return element(
                isLong ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// An object identifier as people write it, `2.5.29.17`.
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        base128(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]), octets);
        for (int i = 2; i < arcs.length; i++) {
            base128(Integer.parseInt(arcs[i]), octets);
        }
        return element(OBJECT_IDENTIFIER, octets.toByteArray());
    }

    /// `[number] EXPLICIT`.
    static byte[] explicit(int number, byte[] element) {
        return element(CONTEXT_CONSTRUCTED | number, element);
    }

    /// `[number] IMPLICIT` of something primitive, by its content.
    static byte[] implicit(int number, byte[] content) {
        return element(CONTEXT | number, content);
    }

    private static DateTimeFormatter inUtc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    private static void base128(int arc, ByteArrayOutputStream octets) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (arc >>> shift != 0) {
                octets.write(0x80 | (arc >>> shift & 0x7f));
            }
        }
        octets.write(arc & 0x7f);
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length > 0xff) {
            element.write(0x82);
            element.write(length >> 8);
        } else if (length > 0x7f) {
            element.write(0x81);
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
