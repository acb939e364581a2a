package dev.bestow.wire.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;
import dev.bestow.wire.nas.NasDecodeException.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class NasCodecTest {
    static List<NasMessage> samples() {
        return NasSamples.ALL;
    }

    @Test
    void theSamplesHoldEveryMessageThereIs() {
        Set<Class<?>> sampled =
                NasSamples.ALL.stream()
                        .flatMap(message ->
                                message instanceof AttachRequest request
                                        ? Stream.of(request, request.esm())
                                        : Stream.of(message))
                        .map(Object::getClass)
                        .collect(Collectors.toSet());
        assertThat(sampled).isEqualTo(leaves(NasMessage.class).collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(NasCodecTest::leaves)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenIsReadBack(NasMessage message) {
        assertThat(NasCodec.decode(NasCodec.encode(message), NasSamples.way(message)))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMissingOctetIsNoticedWhereverItEnds(NasMessage message) {
        byte[] octets = NasCodec.encode(message);
        for (int length = 0; length < octets.length; length++) {
            byte[] cut = Arrays.copyOf(octets, length);
            assertThat(outcome(cut, NasSamples.way(message)))
                    .as("first %d octets", length)
                    .isNotEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void oneOctetMoreIsASkippedElementOrARefusal(NasMessage message) {
        byte[] octets = NasCodec.encode(message);
        for (int last = 0; last <= 0xff; last++) {
            byte[] longer = Arrays.copyOf(octets, octets.length + 1);
            longer[octets.length] = (byte) last;
            Object outcome = outcome(longer, NasSamples.way(message));
            if (outcome instanceof NasDecodeException refused) {
                assertThat(last).isLessThan(0x10);
                assertThat(refused.kind()).isEqualTo(Kind.COMPREHENSION);
            } else {
                assertThat(outcome).isInstanceOf(message.getClass());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFlippedBitIsAnotherMessageOrARefusalOrSpare(NasMessage message) {
        byte[] octets = NasCodec.encode(message);
        for (int bit = 0; bit < 8 * octets.length; bit++) {
            byte[] flipped = octets.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Direction way = NasSamples.way(message);
            if (outcome(flipped, way) instanceof NasMessage read) {
                assertThat(NasCodec.decode(NasCodec.encode(read), way)).isEqualTo(read);
            }
        }
    }

    /// The message, or the typed refusal; anything else thrown fails the test.
    private static Object outcome(byte[] octets, Direction way) {
        try {
            return NasCodec.decode(octets, way);
        } catch (NasDecodeException refused) {
            return refused;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', TRUNCATED, 0",
        "07, TRUNCATED, 1",
        "55, PROTOCOL, 0",
        "17000000000007, PROTECTED, 1",
        "0752, TRUNCATED, 2",
        "075207, VALUE, 3",
        "075208, VALUE, 3",
        "07530328d7b0, LENGTH, 3",
        "0753111111111111111111111111111111111111, LENGTH, 3",
        "075c15, CONDITION, 3",
        "075c15300d0ec2920fe2489f5b7a8925819b, CONDITION, 18",
        "075501, none, 0",
        "07550100, COMPREHENSION, 3",
        "075d220002e0e0, none, 0",
        "075d220001e0, LENGTH, 5",
        "0741710829260110325476980280200004020001d011, none, 0",
        "07417108292601103254769802802000040201, TRUNCATED, 17",
        "0741710829260110325476980280200004070001d011, PROTOCOL, 17",
        "0741710829260110325476980280200002020001, LENGTH, 17",
        "52, TRUNCATED, 1",
        "52ffd111, VALUE, 4"
    })
    void everyRefusalNamesKindAndPlace(String hex, String kind, int offset) {
        Object outcome = outcome(HexFormat.of().parseHex(hex), Direction.UPLINK);
        if (kind.equals("none")) {
            assertThat(outcome).isInstanceOf(NasMessage.class);
            return;
        }
        assertThat(outcome).isInstanceOf(NasDecodeException.class);
        NasDecodeException refused = (NasDecodeException) outcome;
        assertThat(refused.kind()).isEqualTo(Kind.valueOf(kind));
        assertThat(refused.offset()).isEqualTo(offset);
    }

    @Test
    void aForeignPhonesAttachRequestIsReadPastAllItsOptionalElements() {
        String imperative =
                "0741" + "61" + "0bf600f110800112c0de0001" + "07f0f0c04000040f" + "00040201d051";
        String optional =
                "19aabbcc"
                        + "5200f1100001"
                        + "5c0a00"
                        + "1300f1100001"
                        + "91"
                        + "110353592f"
                        + "200762f2100000a0b0"
                        + "7b0004deadbeef"
                        + "e1"
                        + "500bf600f110800112c0de0001"
                        + "500bf600f110800113c0de0002"
                        + "c1";
        AttachRequest request = (AttachRequest) read(imperative + optional);
        assertThat(request.additionalGuti()).isEqualTo(NasSamples.GUTI);
        assertThat(request.identity()).isEqualTo(new EpsMobileIdentity.OfGuti(NasSamples.GUTI));
        assertThat(request.eksi()).isEqualTo(new dev.bestow.core.Eksi(6));
        assertThat(request.esm()).isEqualTo(NasSamples.PDN_REQUEST);
    }

    @Test
    void anAttachIsReadWhateverItsSessionManagementMessageHolds() {
        assertThat(esm("02ffd151"))
                .isEqualTo(new MalformedEsmMessage(octets("02ffd151"), EsmCause.INVALID_PTI));
        for (String hex : List.of("0201d0", "0201d071", "0201d0510f00", "0201d1")) {
            assertThat(esm(hex))
                    .as(hex)
                    .isEqualTo(
                            new MalformedEsmMessage(
                                    octets(hex), EsmCause.INVALID_MANDATORY_INFORMATION));
        }
        assertThat(esm("0200f4")).isEqualTo(new EsmDummyMessage());
        assertThat(esm("0213d011"))
                .isEqualTo(new PdnConnectivityRequest(0x13, PdnType.IPV4, false, null));
    }

    private static EsmMessage esm(String hex) {
        String attach = "07417108091010000000002002e06000%02x%s".formatted(hex.length() / 2, hex);
        return ((AttachRequest) read(attach)).esm();
    }

    private static NasMessage read(String hex) {
        return NasCodec.decode(HexFormat.of().parseHex(hex), Direction.UPLINK);
    }

    private static Octets octets(String hex) {
        return Octets.parseHex("message", hex);
    }

    @Test
    void whatBreaksTheRulesOfAMessageHasACauseOfItsOwn() {
        assertThat(Kind.VALUE.cause()).isEqualTo(EmmCause.INVALID_MANDATORY_INFORMATION);
        assertThat(Kind.COMPREHENSION.cause()).isEqualTo(EmmCause.INFORMATION_ELEMENT_NON_EXISTENT);
        assertThat(NasCodec.emmType(octets("074171"))).isEqualTo(AttachRequest.TYPE);
        assertThat(NasCodec.emmType(octets("07"))).isEqualTo(-1);
        assertThat(NasCodec.emmType(octets("0241"))).isEqualTo(-1);
        assertThat(NasCodec.emmType(octets("1741"))).isEqualTo(-1);
    }

    @Test
    void aMappedKeySetOfAUeIsNoKeySet() {
        AttachRequest request =
                (AttachRequest) read("0741910bf600f110800112c0de000102202000040201d051");
        assertThat(request.eksi()).isNull();
    }

    @Test
    void aWrongOptionalElementCountsAsAbsent() {
        String accept = "0742012106" + "0000f1100001" + "00115201c101090504696f7431050500000000";
        for (String guti :
                List.of(
                        "500af600f110800112c0de00",
                        "500bf400f110800112c0de0001",
                        "500bf600f110800112c0")) {
            AttachAccept read = (AttachAccept) read(accept + guti);
            assertThat(read.guti()).isNull();
        }
    }

    @Test
    void allThreeFormsOfATrackingAreaListAreRead() {
        String command = "07500bf600f110800112c0de0001";
        assertThat(areas(command + "540a0200f110000100020005"))
                .containsExactly(tai(1), tai(2), tai(5));
        assertThat(areas(command + "54062200f1100001")).containsExactly(tai(1), tai(2), tai(3));
        assertThat(areas(command + "540b4100f110000100f1100009")).containsExactly(tai(1), tai(9));
        assertThat(areas(command + "540c0000f11000010000f1100002")).containsExactly(tai(1), tai(2));
    }

    private static Tai tai(int code) {
        return new Tai(NasSamples.PLMN, code);
    }

    private static List<Tai> areas(String hex) {
        GutiReallocationCommand command = (GutiReallocationCommand) read(hex);
        assertThat(command.areas()).isNotNull();
        return command.areas() == null ? List.of() : command.areas().areas();
    }

    @Test
    void theReplayedCapabilityIsWhatTheUeSentAndNoMore() {
        assertThat(UeNetworkCapability.BESTOW.securityCapability().octets().hex())
                .isEqualTo("a020");
        assertThat(capability("f0f0").securityCapability().octets().hex()).isEqualTo("f0f0");
        assertThat(capability("f0f08040").securityCapability().octets().hex())
                .isEqualTo("f0f08040");
        assertThat(capability("f0f000c0").securityCapability().octets().hex())
                .isEqualTo("f0f00040");
        assertThat(capability("f0f00080ff").securityCapability().octets().hex()).isEqualTo("f0f0");
    }

    @Test
    void theReplayedCapabilityHoldsTheGprsAlgorithmsBehindThoseOfUmts() {
        assertThat(replayed("f070", "e5e034")).isEqualTo("f070000070");
        assertThat(replayed("f070c0c0", "e5e034")).isEqualTo("f070c04070");
        assertThat(replayed("f070c0", "00fe")).isEqualTo("f070c0003f");
        assertThat(replayed("f070", "80")).isEqualTo("f070000040");
        assertThat(replayed("f070", "7f81")).isEqualTo("f070");
        assertThat(replayed("f070c0c0", "7f01")).isEqualTo("f070c040");
    }

    private static String replayed(String network, String gprs) {
        return capability(network)
                .securityCapability(new MsNetworkCapability(octets(gprs)))
                .octets()
                .hex();
    }

    @Test
    void algorithmBitsCountFromTheMostSignificant() {
        assertThat(UeNetworkCapability.BESTOW.supports(NasAlgorithms.EEA2_EIA2)).isTrue();
        assertThat(UeNetworkCapability.BESTOW.supports(NasAlgorithms.EEA0_EIA2)).isTrue();
        assertThat(UeNetworkCapability.BESTOW.eea(1)).isFalse();
        assertThat(UeNetworkCapability.BESTOW.eia(0)).isFalse();
        assertThat(new NasAlgorithms(2, 0).supported()).isFalse();
        assertThat(new NasAlgorithms(1, 2).supported()).isFalse();
    }

    private static UeNetworkCapability capability(String hex) {
        return new UeNetworkCapability(Octets.parseHex("capability", hex));
    }

    @Test
    void timersHaveAnOctetOrAreRefused() {
        for (int seconds : new int[] {0, 2, 62, 120, 1860, 3600, 11160}) {
            assertThat(GprsTimer.ofSeconds(seconds).seconds()).hasValue(seconds);
        }
        assertThat(GprsTimer.DEACTIVATED.seconds()).isEmpty();
        assertThat(new GprsTimer(0x85).seconds()).hasValue(300);
        assertThatThrownBy(() -> GprsTimer.ofSeconds(63)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> GprsTimer.ofSeconds(-2)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void messagesAreNamedAsTheSpecificationNamesThem() {
        Set<String> names = new HashSet<>();
        NasSamples.ALL.forEach(message -> names.add(message.name()));
        assertThat(names)
                .contains(
                        "ATTACH REQUEST",
                        "EMM STATUS",
                        "ACTIVATE DEFAULT EPS BEARER CONTEXT REQUEST")
                .contains(
                        "GUTI REALLOCATION COMMAND",
                        "PDN CONNECTIVITY REQUEST",
                        "ESM DATA TRANSPORT");
    }

    @Test
    void nothingPrintsAWholeImsiOrImei() {
        for (NasMessage message : NasSamples.ALL) {
            assertThat(message.toString())
                    .doesNotContain("001010000000001", "490154203237518", "3234567890123415");
        }
    }

    @Test
    void recordsRefuseWhatTheirElementCannotHold() {
        assertThat(
                        catchThrowable(() ->
                                new AuthenticationRequest(
                                        NasSamples.EKSI, NasSamples.RAND, NasSamples.RES)))
                .isInstanceOf(InvalidValue.class);
        assertThat(catchThrowable(() -> new AuthenticationResponse(Octets.EMPTY)))
                .isInstanceOf(InvalidValue.class);
        assertThat(catchThrowable(() -> AuthenticationFailure.of(EmmCause.SYNCH_FAILURE)))
                .isInstanceOf(InvalidValue.class);
        assertThat(catchThrowable(() -> new PdnConnectivityReject(255, EsmCause.REQUEST_REJECTED)))
                .isInstanceOf(InvalidValue.class);
        assertThat(catchThrowable(() -> new AccessPointName("a..b")))
                .isInstanceOf(InvalidValue.class);
        assertThat(catchThrowable(() -> new EquipmentIdentity.Imei("12")))
                .isInstanceOf(InvalidValue.class);
        assertThat(catchThrowable(() -> new TaiList(List.of()))).isInstanceOf(InvalidValue.class);
    }
}
