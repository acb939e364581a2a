package dev.bestow.wire.ua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

class UaCodecTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final KeyName.ByGuti BY_GUTI =
            new KeyName.ByGuti(Guti.parse("00f110800112c0de0001"), new Eksi(3));
    private static final KeyName BY_RAND = new KeyName.ByRand(RandId.parse("2a99dfa5"));
    private static final Octets EIGHT = octets("a1a2a3a4a5a6a7a8");
    private static final Octets TAG = octets("b1b2b3b4b5b6b7b8");
    private static final Octets BODY = octets("cafe");

    static Stream<ApplicationRequest> requests() {
        Octets sixteen = octets("101112131415161718191a1b1c1d1e1f");
        Octets t = octets("20".repeat(32));
        return Stream.of(
                new CompactRequest(true, BY_RAND, EIGHT, BODY, TAG),
                new CompactRequest(false, BY_RAND, EIGHT, Octets.EMPTY, TAG),
                new CompactRequest(true, BY_GUTI, EIGHT, BODY, TAG),
                new LiteralRequest(true, BY_GUTI, sixteen, t, BODY, TAG),
                new LiteralRequest(false, BY_GUTI, sixteen, t, Octets.EMPTY, TAG),
                new CertificateRequest(true, 0x55, BY_RAND, octets("30".repeat(80)), BODY, TAG),
                new CertificateRequest(false, 0x00, BY_GUTI, octets("30".repeat(80)), BODY, TAG),
                new CertificateRequest(
                        true, 0xd5, BY_RAND, octets("30".repeat(1168)), Octets.EMPTY, TAG));
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                Refusal.plain(UaForm.COMPACT, RefusalCause.NOT_YET, 5, EIGHT),
                Refusal.plain(UaForm.CERTIFICATE, RefusalCause.FORM_NOT_ALLOWED, 0, EIGHT),
                new Refusal(UaForm.LITERAL, RefusalCause.REPLAYED, 255, EIGHT, TAG));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsComeBack(ApplicationRequest request) {
        byte[] datagram = UaCodec.encode(request);
        assertThat(UaCodec.decodeUplink(datagram)).isEqualTo(request);
        int shortest = datagram.length - request.body().length();
        everyPrefixIsTruncated(datagram, shortest);
        byte[] longer = Arrays.copyOf(datagram, datagram.length + 1);
        assertThat(UaCodec.decodeUplink(longer)).isNotEqualTo(request);
        for (int at = 0; at < datagram.length; at++) {
            byte[] flipped = datagram.clone();
            flipped[at] ^= 1;
            assertThat(UaCodec.decodeUplink(flipped)).isNotEqualTo(request);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "127", "8", "64"})
    void sessionMessagesComeBackInBothDirections(int counterLow) {
        SessionMessage message = new SessionMessage(true, 0xabcde, counterLow, BODY, TAG);
        byte[] datagram = UaCodec.encode(message);
        assertThat(datagram).hasSize(14);
        assertThat(UaCodec.decodeUplink(datagram)).isEqualTo(message);
        assertThat(UaCodec.decodeDownlink(datagram)).isEqualTo(message);
        everyPrefixIsTruncated(datagram, 12);
    }

    @Test
    void responseComesBackAndItsSpareBitsAreZero() {
        ApplicationResponse response =
                new ApplicationResponse(UaForm.COMPACT, true, 0xabcde, EIGHT, BODY, TAG);
        byte[] datagram = UaCodec.encode(response);
        assertThat(HEX.formatHex(datagram))
                .isEqualTo("58abcde0a1a2a3a4a5a6a7a8cafeb1b2b3b4b5b6b7b8");
        assertThat(UaCodec.decodeDownlink(datagram)).isEqualTo(response);
        for (int length = 0; length < 20; length++) {
            assertThat(UaCodec.decodeDownlink(Arrays.copyOf(datagram, length)))
                    .isEqualTo(undecodable(UndecodableUa.Reason.TRUNCATED, length));
        }
        datagram[3] |= 4;
        assertThat(UaCodec.decodeDownlink(datagram))
                .isEqualTo(undecodable(UndecodableUa.Reason.SPARE, 3));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalsComeBackAndHaveOneLength(Refusal refusal) {
        byte[] datagram = UaCodec.encode(refusal);
        assertThat(datagram).hasSize(refusal.authenticated() ? 19 : 11);
        assertThat(UaCodec.decodeDownlink(datagram)).isEqualTo(refusal);
        assertThat(UaCodec.decodeDownlink(Arrays.copyOf(datagram, datagram.length - 1)))
                .isEqualTo(undecodable(UndecodableUa.Reason.TRUNCATED, datagram.length - 1));
        assertThat(UaCodec.decodeDownlink(Arrays.copyOf(datagram, datagram.length + 1)))
                .isEqualTo(undecodable(UndecodableUa.Reason.TRAILING, datagram.length));
    }

    @Test
    void octetsAreWhereThePicturesDrawThem() {
        assertThat(HEX.formatHex(UaCodec.encode(requests().findFirst().orElseThrow())))
                .isEqualTo("5f" + "2a99dfa5" + "a1a2a3a4a5a6a7a8" + "cafe" + "b1b2b3b4b5b6b7b8");
        assertThat(
                        HEX.formatHex(
                                UaCodec.encode(
                                        new SessionMessage(false, 0xabcde, 0x55, BODY, TAG))))
                .isEqualTo("75" + "abcdea" + "cafe" + "b1b2b3b4b5b6b7b8");
        assertThat(HEX.formatHex(UaCodec.encode(refusals().findFirst().orElseThrow())))
                .isEqualTo("52" + "02" + "05" + "a1a2a3a4a5a6a7a8");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                             TRUNCATED,     0",
        "00,                                             VERSION,       0",
        "1f,                                             VERSION,       0",
        "df,                                             VERSION,       0",
        "60,                                             TRUNCATED,     1",
        "6780,                                           TRUNCATED,     2",
        "4700,                                           HEADER,        0",
        "5b0af1108001 12c0de0001 a1a2a3a4a5a6a7a8 b1b2b3b4b5b6b7b8, GUTI, 1"
    })
    void uplinkOctetsThatAreNoMessageSayWhy(String hex, UndecodableUa.Reason reason, int offset) {
        assertThat(UaCodec.decodeUplink(HEX.parseHex(hex.replace(" ", ""))))
                .isEqualTo(undecodable(reason, offset));
    }

    @ParameterizedTest
    @CsvSource({
        "'',     TRUNCATED",
        "12,     VERSION",
        "53,     HEADER",
        "57,     HEADER",
        "5a0100, HEADER"
    })
    void downlinkOctetsThatAreNoMessageSayWhy(String hex, UndecodableUa.Reason reason) {
        assertThat(UaCodec.decodeDownlink(HEX.parseHex(hex))).isEqualTo(undecodable(reason, 0));
    }

    @Test
    void refusalCodeOfALaterVersionIsUnrecognised() {
        byte[] datagram = UaCodec.encode(refusals().findFirst().orElseThrow());
        datagram[1] = (byte) 200;
        assertThat(UaCodec.decodeDownlink(datagram))
                .isEqualTo(Refusal.plain(UaForm.COMPACT, RefusalCause.UNRECOGNISED, 5, EIGHT));
    }

    @Test
    void fieldsOfTheWrongLengthAreRefused() {
        assertThatThrownBy(() -> new CompactRequest(true, BY_RAND, TAG, BODY, BODY))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new LiteralRequest(true, BY_GUTI, EIGHT, TAG, BODY, TAG))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new SessionMessage(true, 1 << 20, 0, BODY, TAG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void everyPrefixIsTruncated(byte[] datagram, int shortest) {
        for (int length = 0; length < shortest; length++) {
            assertThat(UaCodec.decodeUplink(Arrays.copyOf(datagram, length)))
                    .isEqualTo(undecodable(UndecodableUa.Reason.TRUNCATED, length));
        }
    }

    private static UndecodableUa undecodable(UndecodableUa.Reason reason, int offset) {
        return new UndecodableUa(reason, offset);
    }

    private static Octets octets(String hex) {
        return Octets.parseHex("test", hex);
    }
}
