package dev.bestow.wire.eap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.EapAkaKAut;
import dev.bestow.wire.eap.AkaAttribute.AtAutn;
import dev.bestow.wire.eap.AkaAttribute.AtAuts;
import dev.bestow.wire.eap.AkaAttribute.AtCheckcode;
import dev.bestow.wire.eap.AkaAttribute.AtClientErrorCode;
import dev.bestow.wire.eap.AkaAttribute.AtIdentity;
import dev.bestow.wire.eap.AkaAttribute.AtIdentityRequest;
import dev.bestow.wire.eap.AkaAttribute.AtMac;
import dev.bestow.wire.eap.AkaAttribute.AtNotification;
import dev.bestow.wire.eap.AkaAttribute.AtRand;
import dev.bestow.wire.eap.AkaAttribute.AtRes;
import dev.bestow.wire.eap.UndecodableEap.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

class EapCodecTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String RAND = "81e92b6c0ee0e12ebceba8d92a99dfa5";
    private static final String AUTN = "bb52e91c747ac3ab2a5c23d15ee351d5";

    private static Octets octets(String hex) {
        return Octets.parseHex("octets", hex);
    }

    private static AkaMessage challenge() {
        return AkaMessage.request(
                7, AkaSubtype.CHALLENGE, new AtRand(Rand.parse(RAND)), new AtAutn(octets(AUTN)));
    }

    private static EapAkaKAut key(int octet) {
        byte[] key = new byte[EapAkaKAut.OCTETS];
        Arrays.fill(key, (byte) octet);
        return new EapAkaKAut(Secret.taking(key));
    }

    static Stream<EapMessage> messages() {
        return Stream.of(
                new EapMessage.IdentityRequest(1),
                new EapMessage.IdentityResponse(255, octets("30303031")),
                new EapMessage.OtherRequest(2, 4),
                new EapMessage.Nak(3, EapCodec.TYPE_AKA),
                new EapMessage.Success(4),
                new EapMessage.Failure(5),
                challenge(),
                AkaMessage.response(
                        7,
                        AkaSubtype.CHALLENGE,
                        new AtRes(octets("28d7b0f2a2ec3de5")),
                        new AtMac(octets("00".repeat(16)))),
                AkaMessage.response(
                        7, AkaSubtype.SYNCHRONIZATION_FAILURE, new AtAuts(octets("0b".repeat(14)))),
                AkaMessage.response(7, AkaSubtype.AUTHENTICATION_REJECT),
                AkaMessage.response(
                        8,
                        AkaSubtype.CLIENT_ERROR,
                        new AtClientErrorCode(AtClientErrorCode.UNABLE_TO_PROCESS)),
                AkaMessage.request(
                        9,
                        AkaSubtype.NOTIFICATION,
                        new AtNotification(AtNotification.GENERAL_FAILURE)),
                AkaMessage.request(
                        10,
                        AkaSubtype.IDENTITY,
                        new AtIdentityRequest(AtIdentityRequest.Kind.PERMANENT)),
                AkaMessage.request(
                        10, AkaSubtype.IDENTITY, new AtIdentityRequest(AtIdentityRequest.Kind.ANY)),
                AkaMessage.response(10, AkaSubtype.IDENTITY, new AtIdentity(octets("3030303130"))),
                AkaMessage.request(
                        11,
                        AkaSubtype.CHALLENGE,
                        new AtCheckcode(Octets.EMPTY),
                        new AtIdentityRequest(AtIdentityRequest.Kind.FULL_AUTHENTICATION)),
                AkaMessage.request(
                        11, AkaSubtype.CHALLENGE, new AtCheckcode(octets("0c".repeat(20)))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsRead(EapMessage message) {
        assertThat(EapCodec.decode(EapCodec.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whateverTheOctetsTheAnswerIsAValue(EapMessage message) {
        byte[] octets = EapCodec.encode(message);
        for (int at = 0; at < octets.length; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] flipped = octets.clone();
                flipped[at] ^= (byte) (1 << bit);
                assertThat(EapCodec.decode(flipped)).isNotNull();
            }
            assertThat(EapCodec.decode(Arrays.copyOf(octets, at)))
                    .isInstanceOf(UndecodableEap.class);
        }
    }

    /// The carrier may put something behind: CoAP-EAP does.
    @Test
    void whatIsBehindTheLengthIsNoPartOfIt() {
        byte[] octets = EapCodec.encode(challenge());
        assertThat(EapCodec.decode(Arrays.copyOf(octets, octets.length + 4)))
                .isEqualTo(challenge());
    }

    @Test
    void aChallengeHasItsFieldsWhereTheRfcDrawsThem() {
        assertThat(HEX.formatHex(EapCodec.encode(challenge())))
                .isEqualTo("01070030" + "17010000" + "01050000" + RAND + "02050000" + AUTN);
    }

    @Test
    void resTellsItsLengthInBitsAndIsFilledUp() {
        var message = AkaMessage.response(1, AkaSubtype.CHALLENGE, new AtRes(octets("0102030405")));
        assertThat(HEX.formatHex(EapCodec.encode(message)))
                .isEqualTo("0201001417010000" + "03030028" + "0102030405000000");
        assertThat(EapCodec.decode(EapCodec.encode(message))).isEqualTo(message);
    }

    @Test
    void aMacCoversEveryOctetOfTheMessage() {
        try (EapAkaKAut key = key(1);
                EapAkaKAut other = key(2)) {
            byte[] packet = EapCodec.sealed(challenge(), key);
            assertThat(EapCodec.isAuthentic(packet, key)).isTrue();
            assertThat(EapCodec.isAuthentic(packet, other)).isFalse();
            for (int at = 0; at < packet.length; at++) {
                byte[] changed = packet.clone();
                changed[at] ^= 1;
                if (EapCodec.decode(changed) instanceof AkaMessage) {
                    assertThat(EapCodec.isAuthentic(changed, key)).as("octet " + at).isFalse();
                }
            }
        }
    }

    @Test
    void aMessageWithoutMacIsNotAuthentic() {
        try (EapAkaKAut key = key(1)) {
            assertThat(EapCodec.isAuthentic(EapCodec.encode(challenge()), key)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "010700, TRUNCATED",
        "01070003, TRUNCATED",
        "01070009170100, TRUNCATED",
        "01070004, TRUNCATED",
        "0107000717 0100, TRUNCATED",
        "05070004, CODE",
        "0207000504, CODE",
        "0107000817030000, SUBTYPE",
        "0107000c1701000005010000, UNKNOWN_ATTRIBUTE",
        "0107000c1701000001010000, ATTRIBUTE",
        "0107000c1701000001000000, ATTRIBUTE",
        "0107000a170100000101, ATTRIBUTE",
        "0107000c1701000001060000, ATTRIBUTE",
        "01070010170100000d0100000d010000, ATTRIBUTE",
        "0107000c170c00000c020000, ATTRIBUTE",
        "0207001017010000030200210a0b0c0d, ATTRIBUTE",
        "0207001017010000030200280a0b0c0d, ATTRIBUTE",
    })
    void octetsThatAreNoMessageSayWhy(String hex, Reason reason) {
        assertThat(EapCodec.decode(HEX.parseHex(hex.replace(" ", ""))))
                .isInstanceOfSatisfying(
                        UndecodableEap.class,
                        undecodable -> {
                            assertThat(undecodable.reason()).isEqualTo(reason);
                            assertThat(undecodable.isAka())
                                    .isEqualTo(reason != Reason.TRUNCATED && reason != Reason.CODE);
                        });
    }

    @Test
    void anUnknownAttributeThatMayBeSkippedIs() {
        assertThat(EapCodec.decode(HEX.parseHex("0107000c17010000" + "88010000")))
                .isEqualTo(AkaMessage.request(7, AkaSubtype.CHALLENGE));
    }

    @Test
    void nothingThatProvesOrNamesAPersonIsPrinted() {
        assertThat(new AtRes(octets("28d7b0f2"))).hasToString("AtRes");
        assertThat(new AtIdentity(octets("30303031"))).hasToString("AtIdentity");
        assertThat(new EapMessage.IdentityResponse(1, octets("30303031")))
                .hasToString("IdentityResponse(1)");
    }

    @Test
    void eachHasTheNameOfItsRfc() {
        assertThat(challenge().label()).isEqualTo("EAP-Request/AKA-Challenge");
        assertThat(new EapMessage.Success(1).label()).isEqualTo("EAP-Success");
        assertThat(AkaMessage.response(1, AkaSubtype.CLIENT_ERROR).label())
                .isEqualTo("EAP-Response/AKA-Client-Error");
    }

    @Test
    void refusesValuesOfAnotherLength() {
        assertThatThrownBy(() -> new AtAutn(octets("00"))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new AtAuts(octets("00"))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new AtMac(octets("00"))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new AtRes(octets("00"))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new AtCheckcode(octets("00"))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new AtIdentity(octets("00".repeat(254))))
                .isInstanceOf(InvalidValue.class);
    }
}
