package dev.bestow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.bestow.core.Octets;
import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.S6aAvps;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.s6a.UlrFlags;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;
import java.util.List;

/// What the round trips cannot show: octets, order, and results.
class CommandDetailsTest {
    /// Written down by hand from TS 29.272 clause 7.2.5 and RFC 6733 clauses 3 and 4.
    @Test
    void anAuthenticationInformationRequestHasTheseOctets() {
        String expected =
                """
                010000f8 c000013e 01000023 00000000 00000000
                00000107 40000012 612e7465 73743b31 3b320000
                00000115 4000000c 00000001
                00000108 4000000e 612e7465 73740000
                00000128 40000014 76697369 7465642e 74657374
                00000125 4000000e 622e7465 73740000
                0000011b 40000011 686f6d65 2e746573 74000000
                00000001 40000017 30303130 31303030 30303030 30303100
                00000274 80000038 000028af
                    0000010a 4000000c 00007ed9
                    00000275 80000010 000028af 00000001
                    00000276 80000010 000028af 00000001
                00000580 c000001c 000028af
                    00000582 c0000010 000028af 00000001
                0000057f c000000f 000028af 00f11000
                """
                        .replaceAll("\\s", "");
        assertThat(Spoken.air().octets().hex()).isEqualTo(expected);
    }

    /// Written down by hand from TS 29.272 clauses 7.3.2 to 7.3.41: 1 Gbit/s is 3b9aca00, 491700000011 is swapped
    /// digits, and pre-emption is enabled by 0.
    @Test
    void aPlainSubscriptionHasTheseOctets() {
        String expected =
                """
                00000578 c0000154 000028af
                    00000590 c0000010 000028af 00000000
                    000002bd c0000012 000028af 94710000 00110000
                    00000589 c0000010 000028af 00000000
                    0000059b c000002c 000028af
                        00000204 c0000010 000028af 3b9aca00
                        00000203 c0000010 000028af 3b9aca00
                    00000595 c00000e8 000028af
                        0000058f c0000010 000028af 00000001
                        00000594 c0000010 000028af 00000000
                        00000596 c00000bc 000028af
                            0000058f c0000010 000028af 00000001
                            000005b0 c0000010 000028af 00000002
                            000001ed 4000000b 696f7400
                            00000597 c0000058 000028af
                                00000404 c0000010 000028af 00000009
                                0000040a 8000003c 000028af
                                    00000416 80000010 000028af 00000008
                                    00000417 80000010 000028af 00000001
                                    00000418 80000010 000028af 00000001
                            0000059b c000002c 000028af
                                00000204 c0000010 000028af 3b9aca00
                                00000203 c0000010 000028af 3b9aca00
                """
                        .replaceAll("\\s", "");
        var subscription =
                new SubscriptionData(null, "491700000011", AccessProfile.standard("iot"), null);
        assertThat(subscribed(subscription).octets().hex()).endsWith(expected);
    }

    private static DiameterMessage ulr() {
        return Spoken.S6A
                .updateLocation()
                .encodeRequest(
                        new UpdateLocationRequest(
                                Spoken.IMSI,
                                Spoken.PLMN,
                                RatType.EUTRAN,
                                UlrFlags.ATTACH,
                                null,
                                null,
                                false),
                        Spoken.ENVELOPE);
    }

    private static DiameterMessage subscribed(SubscriptionData subscription) {
        return Spoken.S6A
                .updateLocation()
                .encodeAnswer(
                        new UpdateLocationAnswer.Success(subscription), ulr(), Spoken.ANSWERER);
    }

    /// What no attach at our MME depends on is no reason to refuse one.
    @ParameterizedTest
    @CsvSource({
        "000005b0c0000010000028af00000002, 000005b0c0000010000028af00000009",
        "00000404c0000010000028af00000009, 00000404c0000010000028af00000000",
        "0000041680000010000028af00000008, 0000041680000010000028af00000010",
        "00000204c0000010000028af3b9aca00, 00000204c0000010000028af00000000",
        "00000589c0000010000028af00000000, 00000589c0000010000028af00000001",
    })
    void aValueThatThereIsNotReadsAsTheStandard(String good, String bad) {
        var standard = new SubscriptionData(null, null, AccessProfile.standard("iot"), null);
        String octets = subscribed(standard).octets().hex();
        assertThat(octets).contains(good);
        var bent = DiameterMessage.decode(HexFormat.of().parseHex(octets.replace(good, bad)));
        assertThat(subscription(bent)).isEqualTo(standard);
    }

    /// Our MME never asks for that.
    @Test
    void aSuccessWithoutSubscriptionHoldsFlagsOnlyAndIsMissedHere() {
        var codec = Spoken.S6A.updateLocation();
        DiameterMessage ula =
                codec.encodeAnswer(
                        new UpdateLocationAnswer.SuccessWithoutData(), ulr(), Spoken.ANSWERER);
        assertThat(Result.from(ula)).isEqualTo(Result.SUCCESS);
        assertThat(ula.find(S6aAvps.ULA_FLAGS)).isNotNull();
        assertThat(ula.find(S6aAvps.SUBSCRIPTION_DATA)).isNull();
        assertThat(assertThrows(DecodeException.class, () -> codec.decodeAnswer(ula)).kind())
                .isEqualTo(Kind.AVP_MISSING);
    }

    private static SubscriptionData subscription(DiameterMessage ula) {
        return ((UpdateLocationAnswer.Success) Spoken.S6A.updateLocation().decodeAnswer(ula))
                .subscription();
    }

    @Test
    void anMsisdnThatIsNoneIsLeftOut() {
        var odd = new SubscriptionData(null, "4917000000111", AccessProfile.standard("iot"), null);
        String octets = subscribed(odd).octets().hex();
        assertThat(octets).contains("947100000011f1");
        assertThat(subscription(subscribed(odd))).isEqualTo(odd);
        var bent =
                DiameterMessage.decode(
                        HexFormat.of()
                                .parseHex(octets.replace("947100000011f1", "94710000a011f1")));
        assertThat(subscription(bent).msisdn()).isNull();
    }

    @Test
    void anAccessPointThatIsThereAgainCountsOnce() {
        var twice =
                new AccessProfile(
                        NetworkAccessMode.PACKET_AND_CIRCUIT,
                        AccessRestrictions.NONE,
                        Bandwidth.STANDARD,
                        List.of(AccessPoint.standard("iot"), AccessPoint.standard("tel")));
        String octets = subscribed(new SubscriptionData(null, null, twice, null)).octets().hex();
        var bent =
                DiameterMessage.decode(HexFormat.of().parseHex(octets.replace("74656c", "494f54")));
        assertThat(subscription(bent).access()).isEqualTo(AccessProfile.standard("iot"));
    }

    @Test
    void oneVectorHasNoItemNumberAndTwoHaveOne() {
        assertThat(count(Spoken.aia(Spoken.vector(1, true)), S6aAvps.ITEM_NUMBER)).isZero();
        assertThat(
                        count(
                                Spoken.aia(Spoken.vector(1, false), Spoken.vector(2, false)),
                                S6aAvps.ITEM_NUMBER))
                .isEqualTo(2);
    }

    @Test
    void vectorsComeInTheOrderOfTheirItemNumbers() {
        var read =
                Spoken.S6A
                        .authenticationInformation()
                        .decodeAnswer(Spoken.aia(Spoken.vector(2, false), Spoken.vector(1, false)));
        assertThat(read)
                .isEqualTo(
                        new AuthenticationInformationAnswer.Success(
                                List.of(Spoken.vector(1, false), Spoken.vector(2, false))));
    }

    @Test
    void appKeyIsAnnouncedOnlyWithKeys() {
        assertThat(count(Spoken.aia(Spoken.vector(1, true)), TgppAvps.SUPPORTED_FEATURES))
                .isEqualTo(1);
        assertThat(count(Spoken.aia(Spoken.vector(1, false)), TgppAvps.SUPPORTED_FEATURES))
                .isZero();
    }

    @Test
    void experimentalResultsHaveNoResultCode() {
        DiameterMessage answer =
                Spoken.S6A
                        .authenticationInformation()
                        .encodeAnswer(
                                new AuthenticationInformationAnswer.RoamingNotAllowed(),
                                Spoken.air(),
                                Spoken.ANSWERER);
        assertThat(answer.find(BaseAvps.RESULT_CODE)).isNull();
        assertThat(Result.from(answer)).isEqualTo(Result.experimental(10_415, 5004));
        assertThat(answer.isError()).isFalse();
    }

    /// 5004 is a bad value in the base protocol and a roaming refusal in 3GPP's; the vendor decides.
    @Test
    void theSameNumberOfTwoVendorsIsTwoThings() {
        var codec = Spoken.S6A.authenticationInformation();
        DiameterMessage base =
                codec.encodeAnswer(
                        new AuthenticationInformationAnswer.Failed(5004),
                        Spoken.air(),
                        Spoken.ANSWERER);
        assertThat(codec.decodeAnswer(base))
                .isEqualTo(new AuthenticationInformationAnswer.Failed(5004));
    }

    @Test
    void bothKindsOfResultInOneAnswerAreRefused() {
        MessageBuilder out = MessageBuilder.answerTo(Spoken.air());
        Spoken.ANSWERER.putInto(out, Result.SUCCESS);
        Result.experimental(10_415, 5001).putInto(out);
        DecodeException e =
                assertThrows(
                        DecodeException.class,
                        () -> Spoken.S6A.authenticationInformation().decodeAnswer(out.build()));
        assertThat(e.kind()).isEqualTo(Kind.AVP_NOT_ALLOWED);
    }

    @Test
    void aProtocolErrorOfARelayIsReadWithoutTheCommandsGrammar() {
        MessageBuilder out = MessageBuilder.answerTo(Spoken.air());
        Result.of(3002).putInto(out);
        Spoken.ANSWERER.putInto(out);
        DiameterMessage answer = out.build();
        assertThat(answer.isError()).isTrue();
        assertThat(Spoken.S6A.authenticationInformation().decodeAnswer(answer))
                .isEqualTo(new AuthenticationInformationAnswer.Failed(3002));
    }

    @Test
    void badValuesAreAnswered5004() {
        refuses(Spoken.air(), Spoken.IMSI.digits(), "00101000000000x");
        refuses(Spoken.air(), "\0\u00f1\u0010", "\0\u00f1\u001a");
    }

    /// Decodes `message` with `from` replaced by `to`, both in ISO 8859-1.
    private static void refuses(DiameterMessage message, String from, String to) {
        String octets = new String(message.octets().toArray(), ISO_8859_1);
        assertThat(octets).contains(from);
        DiameterMessage bent =
                DiameterMessage.decode(octets.replace(from, to).getBytes(ISO_8859_1));
        DecodeException e =
                assertThrows(
                        DecodeException.class,
                        () -> Spoken.S6A.authenticationInformation().decodeRequest(bent));
        assertThat(e.kind()).isEqualTo(Kind.AVP_VALUE);
    }

    private static int count(DiameterMessage message, AvpDefinition definition) {
        return count(message.avps(), definition);
    }

    private static int count(AvpCursor avps, AvpDefinition definition) {
        int count = 0;
        while (avps.next()) {
            count += avps.is(definition) ? 1 : 0;
            if (avps.is(S6aAvps.AUTHENTICATION_INFO) || avps.is(S6aAvps.E_UTRAN_VECTOR)) {
                count += count(avps.group(), definition);
            }
        }
        return count;
    }

    @Test
    void octetsOfTheVectorAreTheRecords() {
        EutranVector vector = Spoken.vector(1, true);
        String hex = Spoken.aia(vector).octets().hex();
        assertThat(hex)
                .contains("000000018000002c00007ed9606162")
                .contains("000005aac000002c000028af404142")
                .contains(Octets.copyOf(vector.xres().toArray()).hex());
    }
}
