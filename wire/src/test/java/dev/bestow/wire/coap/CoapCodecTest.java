package dev.bestow.wire.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.wire.coap.UndecodableCoap.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

class CoapCodecTest {
    private static final HexFormat HEX = HexFormat.of();

    private static Octets octets(String hex) {
        return Octets.parseHex("octets", hex);
    }

    private static Octets text(String text) {
        return Octets.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static CoapMessage message(CoapCode code, List<CoapOption> options, Octets payload) {
        return new CoapMessage(
                CoapType.CONFIRMABLE, code, 0x7d34, octets("cafe"), options, payload);
    }

    static Stream<CoapMessage> messages() {
        return Stream.of(
                CoapMessage.acknowledging(0xffff),
                CoapMessage.resetting(0),
                message(CoapCode.POST, List.of(), Octets.EMPTY),
                message(
                        CoapCode.POST,
                        CoapOption.path(CoapOption.URI_PATH, "/.well-known/coap-eap"),
                        text("/a")),
                message(
                        CoapCode.UNAUTHORIZED,
                        List.of(new CoapOption(CoapOption.ECHO, octets("01".repeat(12)))),
                        Octets.EMPTY),
                message(
                        CoapCode.CREATED,
                        List.of(
                                new CoapOption(13, text("a".repeat(13))),
                                new CoapOption(60_000, text("b".repeat(300))),
                                new CoapOption(60_000, Octets.EMPTY),
                                CoapOption.NO_SUCCESS_RESPONSE),
                        text("c")));
    }

    /// The exchange of RFC 7252 Appendix A: GET /temperature, and 22.3 C with the acknowledgement.
    @Test
    void theExampleOfTheRfcReadsAndWrites() {
        var request =
                new CoapMessage(
                        CoapType.CONFIRMABLE,
                        new CoapCode(1),
                        0x7d34,
                        Octets.EMPTY,
                        CoapOption.path(CoapOption.URI_PATH, "/temperature"),
                        Octets.EMPTY);
        var response =
                CoapMessage.responding(request, 1, new CoapCode(0x45), List.of(), text("22.3 C"));
        assertThat(HEX.formatHex(CoapCodec.encode(request)))
                .isEqualTo("40017d34bb74656d7065726174757265");
        assertThat(HEX.formatHex(CoapCodec.encode(response))).isEqualTo("60457d34ff32322e332043");
        assertThat(CoapCodec.decode(CoapCodec.encode(request))).isEqualTo(request);
        assertThat(response.code()).hasToString("2.05");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsRead(CoapMessage message) {
        assertThat(CoapCodec.decode(CoapCodec.encode(message))).isEqualTo(message);
    }

    /// One octet flipped, one missing, one more: whatever comes of it, it is a value, and another one.
    @ParameterizedTest
    @MethodSource("messages")
    void whateverTheOctetsTheAnswerIsAValue(CoapMessage message) {
        byte[] octets = CoapCodec.encode(message);
        for (int at = 0; at < octets.length; at++) {
            byte[] flipped = octets.clone();
            flipped[at] ^= (byte) 0xff;
            assertThat(CoapCodec.decode(flipped)).isNotEqualTo(message);
            assertThat(CoapCodec.decode(Arrays.copyOf(octets, at))).isNotEqualTo(message);
        }
        assertThat(CoapCodec.decode(Arrays.copyOf(octets, octets.length + 1)))
                .isNotEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "400201, TRUNCATED",
        "80020001, VERSION",
        "49020001000102030405060708, TOKEN",
        "42020001aa, TRUNCATED",
        "40020001f0, OPTION",
        "400200010f, OPTION",
        "40020001d0, TRUNCATED",
        "40020001e0ff, TRUNCATED",
        "40020001e0ffff, OPTION",
        "40020001b5616263, TRUNCATED",
        "40020001ff, PAYLOAD",
        "4000000100, PAYLOAD",
    })
    void octetsThatAreNoMessageSayWhy(String hex, Reason reason) {
        assertThat(CoapCodec.decode(HEX.parseHex(hex)))
                .isInstanceOfSatisfying(
                        UndecodableCoap.class,
                        undecodable -> assertThat(undecodable.reason()).isEqualTo(reason));
    }

    @Test
    void aPathIsItsSegments() {
        var message =
                message(
                        CoapCode.CREATED,
                        CoapOption.path(CoapOption.LOCATION_PATH, "/a/12"),
                        Octets.EMPTY);
        assertThat(message.options()).hasSize(2);
        assertThat(message.path(CoapOption.LOCATION_PATH)).isEqualTo("/a/12");
        assertThat(message.path(CoapOption.URI_PATH)).isEmpty();
    }

    @Test
    void onlyAnUnknownOddOptionHasToBeUnderstood() {
        assertThat(with(9).hasUnknownCriticalOption()).isTrue();
        assertThat(with(CoapOption.URI_PATH).hasUnknownCriticalOption()).isFalse();
        assertThat(with(2_048).hasUnknownCriticalOption()).isFalse();
    }

    private static CoapMessage with(int option) {
        return message(CoapCode.POST, List.of(new CoapOption(option, Octets.EMPTY)), Octets.EMPTY);
    }

    @Test
    void anAnswerToAMessageThatWantsNoAcknowledgementHasAnIdOfItsOwn() {
        var request =
                new CoapMessage(
                        CoapType.NON_CONFIRMABLE,
                        CoapCode.POST,
                        1,
                        octets("ab"),
                        List.of(),
                        Octets.EMPTY);
        var response =
                CoapMessage.responding(request, 2, CoapCode.CHANGED, List.of(), Octets.EMPTY);
        assertThat(response.type()).isEqualTo(CoapType.NON_CONFIRMABLE);
        assertThat(response.messageId()).isEqualTo(2);
        assertThat(response.token()).isEqualTo(octets("ab"));
    }

    @Test
    void refusesALongToken() {
        assertThatThrownBy(() ->
                        new CoapMessage(
                                CoapType.RESET,
                                CoapCode.POST,
                                1,
                                octets("00".repeat(9)),
                                List.of(),
                                Octets.EMPTY))
                .isInstanceOf(InvalidValue.class);
    }
}
