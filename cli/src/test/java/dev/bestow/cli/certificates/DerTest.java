package dev.bestow.cli.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;

/// Elements as X.690 and RFC 5280 define them, their octets worked out by hand.
class DerTest {
    private static String hex(byte[] element) {
        return HexFormat.of().formatHex(element);
    }

    @Test
    void anIdentifierPacksItsArcs() {
        assertThat(hex(Der.oid("1.2.840.10045.4.3.2"))).isEqualTo("06082a8648ce3d040302");
        assertThat(hex(Der.oid("2.5.29.17"))).isEqualTo("0603551d11");
    }

    @Test
    void anIntegerIsSigned() {
        assertThat(hex(Der.integer(2))).isEqualTo("020102");
        assertThat(hex(Der.integer(new BigInteger("128")))).isEqualTo("02020080");
    }

    @Test
    void lengthsTakeTheShortestForm() {
        assertThat(hex(Der.octetString(new byte[127]))).startsWith("047f00").hasSize(2 * 129);
        assertThat(hex(Der.octetString(new byte[128]))).startsWith("04818000").hasSize(2 * 131);
        assertThat(hex(Der.octetString(new byte[256]))).startsWith("0482010000").hasSize(2 * 260);
    }

    @Test
    void yearsHaveTwoDigitsUntil2049() {
        assertThat(hex(Der.time(Instant.parse("2049-12-31T23:59:59Z"))))
                .isEqualTo(
                        "170d"
                                + hex(
                                        "491231235959Z"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets
                                                                .US_ASCII)));
        assertThat(hex(Der.time(Instant.parse("2050-01-01T00:00:00Z"))))
                .isEqualTo(
                        "180f"
                                + hex(
                                        "20500101000000Z"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets
                                                                .US_ASCII)));
    }

    @Test
    void tagsOfContextSayWhetherTheyWrap() {
        assertThat(hex(Der.explicit(3, Der.integer(1)))).isEqualTo("a303020101");
        assertThat(hex(Der.implicit(7, new byte[] {127, 0, 0, 1}))).isEqualTo("87047f000001");
        assertThat(hex(Der.bitString(7, (byte) 0x80))).isEqualTo("03020780");
        assertThat(hex(Der.sequence(Der.bool(), Der.set()))).isEqualTo("30050101ff3100");
    }
}
