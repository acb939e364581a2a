package dev.bestow.wire.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bestow.core.Octets;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.DecodeException.Reaction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One method per row of the table in the package description.
class DecodeFailureTest {
    private static final int FIRST_AVP = DiameterMessage.HEADER_OCTETS;

    @Test
    void versionCloses() {
        byte[] octets = Samples.request().octets().toArray();
        octets[0] = 2;
        closes(Kind.VERSION, () -> DiameterMessage.decode(octets));
    }

    @Test
    void messageLengthCloses() {
        byte[] octets = Samples.request().octets().toArray();
        closes(Kind.MESSAGE_LENGTH, () -> DiameterMessage.decode(octets, 0, octets.length - 4));
        closes(Kind.MESSAGE_LENGTH, () -> DiameterMessage.decode(octets, 0, 16));
        closes(
                Kind.MESSAGE_LENGTH,
                () -> DiameterMessage.announcedLength(octets, 0, octets.length - 4));
        byte[] odd = octets.clone();
        odd[3]++;
        closes(Kind.MESSAGE_LENGTH, () -> DiameterMessage.announcedLength(odd, 0, 65536));
        byte[] tiny = {1, 0, 0, 16};
        closes(Kind.MESSAGE_LENGTH, () -> DiameterMessage.announcedLength(tiny, 0, 65536));
    }

    @Test
    void headerBitsAreAnswered3008() {
        for (int flags : new int[] {0xa0, 0xc1, 0x88}) {
            byte[] octets = Samples.request().octets().toArray();
            octets[4] = (byte) flags;
            DiameterMessage answer = answers(Kind.HEADER_BITS, 3008, octets);
            assertThat(answer.isError()).isTrue();
            assertThat(answer.find(BaseAvps.FAILED_AVP)).isNull();
        }
    }

    @Test
    void commandIsAnswered3001() {
        DecodeException e = DecodeException.of(Kind.COMMAND, 5, "command 9");
        DiameterMessage answer = ErrorAnswer.to(Samples.request(), Samples.HSS, e);
        assertThat(Result.from(answer)).isEqualTo(Result.of(3001));
        assertThat(answer.isError()).isTrue();
    }

    @Test
    void applicationIsAnswered3007() {
        DecodeException e = DecodeException.of(Kind.APPLICATION, 8, "application 9");
        DiameterMessage answer = ErrorAnswer.to(Samples.request(), Samples.HSS, e);
        assertThat(Result.from(answer)).isEqualTo(Result.of(3007));
        assertThat(answer.isError()).isTrue();
    }

    @Test
    void avpBitsAreAnswered3009() {
        byte[] octets = Samples.request().octets().toArray();
        octets[FIRST_AVP + 4] |= 1;
        DiameterMessage answer = answers(Kind.AVP_BITS, 3009, octets);
        assertThat(failedAvp(answer)).startsWith("0000010740000014");
    }

    @Test
    void avpLengthBeyondTheMessageIsAnswered5014WithHeaderAndZeros() {
        byte[] octets = lengthOf(BaseAvps.VENDOR_ID, 0x0fff);
        DiameterMessage answer = answers(Kind.AVP_LENGTH, 5014, octets);
        assertThat(answer.isError()).isFalse();
        assertThat(failedAvp(answer)).isEqualTo("0000010a4000000c00000000");
    }

    @Test
    void avpLengthBelowTheHeaderIsAnswered5014WithHeaderAndZeros() {
        byte[] octets = lengthOf(BaseAvps.VENDOR_ID, 7);
        assertThat(failedAvp(answers(Kind.AVP_LENGTH, 5014, octets)))
                .isEqualTo("0000010a4000000c00000000");
    }

    @Test
    void anAvpHeaderCutByTheEndIsAnswered5014() {
        byte[] octets =
                Octets.parseHex("message", "01000018800000010000000200000000000000000000010a")
                        .toArray();
        assertThat(failedAvp(answers(Kind.AVP_LENGTH, 5014, octets)))
                .isEqualTo("0000010a0000000c00000000");
    }

    @Test
    void avpLengthWrongForItsTypeIsAnswered5014WithTheAvp() {
        AvpDefinition text = new AvpDefinition(266, 0, true, "Vendor-Id", AvpType.OCTET_STRING);
        DiameterMessage request =
                MessageBuilder.request(1, 2, 0).put(text, Octets.parseHex("x", "010203")).build();
        DiameterMessage answer =
                answers(
                        Kind.AVP_LENGTH,
                        5014,
                        request,
                        () -> request.require(BaseAvps.VENDOR_ID).unsigned32());
        assertThat(failedAvp(answer)).isEqualTo("0000010a4000000b01020300");
    }

    @Test
    void avpDepthIsAnswered5004WithTheHeaderOfTheGroup() {
        byte[] inner = new byte[0];
        AvpDefinition opaque = new AvpDefinition(279, 0, true, "Failed-AVP", AvpType.OCTET_STRING);
        for (int i = 0; i < 2000; i++) {
            Octets data = Octets.copyOf(inner);
            inner =
                    MessageBuilder.request(1, 2, 0)
                            .put(opaque, data)
                            .build()
                            .octets()
                            .slice(20, 8 + inner.length)
                            .toArray();
        }
        DiameterMessage request =
                MessageBuilder.request(1, 2, 0).put(opaque, Octets.copyOf(inner)).build();
        DiameterMessage answer =
                answers(Kind.AVP_DEPTH, 5004, request, () -> descend(request.avps()));
        assertThat(failedAvp(answer)).isEqualTo("0000011700000008");
    }

    private static void descend(AvpCursor avps) {
        while (avps.next()) {
            descend(avps.group());
        }
    }

    @Test
    void avpValueIsAnswered5004WithTheAvp() {
        AvpDefinition raw = new AvpDefinition(264, 0, true, "Origin-Host", AvpType.OCTET_STRING);
        for (String bad : new String[] {"", "61ff", "6120", "610a", "61".repeat(256)}) {
            DiameterMessage request =
                    MessageBuilder.request(1, 2, 0).put(raw, Octets.parseHex("x", bad)).build();
            DiameterMessage answer =
                    answers(
                            Kind.AVP_VALUE,
                            5004,
                            request,
                            () -> request.require(BaseAvps.ORIGIN_HOST).identity());
            assertThat(failedAvp(answer)).startsWith("0000010840").contains(bad);
        }
        DiameterMessage utf =
                MessageBuilder.request(1, 2, 0).put(raw, Octets.parseHex("x", "c328")).build();
        answers(Kind.AVP_VALUE, 5004, utf, () -> utf.require(BaseAvps.ORIGIN_HOST).utf8());
        answers(Kind.AVP_VALUE, 5004, utf, () -> utf.require(BaseAvps.ORIGIN_HOST).address());
    }

    @Test
    void avpUnsupportedIsAnswered5001OnlyWithTheMandatoryFlag() {
        AvpDefinition optional =
                new AvpDefinition(60000, 32473, false, "Ours", AvpType.OCTET_STRING);
        AvpDefinition mandatory =
                new AvpDefinition(60001, 32473, true, "Theirs", AvpType.OCTET_STRING);
        DiameterMessage harmless =
                MessageBuilder.request(1, 2, 0).put(optional, Octets.EMPTY).build();
        BaseAvps.DICTIONARY.requireKnown(harmless);
        DiameterMessage request =
                MessageBuilder.request(1, 2, 0)
                        .put(optional, Octets.EMPTY)
                        .put(mandatory, Octets.EMPTY)
                        .build();
        DiameterMessage answer =
                answers(
                        Kind.AVP_UNSUPPORTED,
                        5001,
                        request,
                        () -> BaseAvps.DICTIONARY.requireKnown(request));
        assertThat(failedAvp(answer)).isEqualTo("0000ea61c000000c00007ed9");
    }

    @Test
    void avpMissingIsAnswered5005WithAnExample() {
        DiameterMessage request = Samples.request();
        DiameterMessage answer =
                answers(
                        Kind.AVP_MISSING,
                        5005,
                        request,
                        () -> request.require(BaseAvps.HOST_IP_ADDRESS));
        assertThat(failedAvp(answer)).isEqualTo("000001014000000e0000000000000000");
    }

    @Test
    void avpNotAllowedIsAnswered5008() {
        DiameterMessage request = Samples.request();
        AvpCursor avp = request.require(BaseAvps.USER_NAME);
        answers(
                Kind.AVP_NOT_ALLOWED,
                5008,
                request,
                () -> {
                    throw avp.refuse(Kind.AVP_NOT_ALLOWED);
                });
    }

    @Test
    void avpTooManyIsAnswered5009() {
        DiameterMessage request = Samples.request();
        AvpCursor avp = request.require(BaseAvps.USER_NAME);
        answers(
                Kind.AVP_TOO_MANY,
                5009,
                request,
                () -> {
                    throw avp.refuse(Kind.AVP_TOO_MANY);
                });
    }

    @Test
    void theTableHasARowPerKind() throws IOException {
        String table =
                Files.readString(
                        Path.of("src/main/java/dev/bestow/wire/diameter/package-info.java"));
        for (Kind kind : Kind.values()) {
            String code =
                    kind.reaction() == Reaction.CLOSE
                            ? "| close"
                            : "| answer, keep | " + kind.resultCode();
            assertThat(table.lines().filter(line -> line.startsWith("/// | `" + kind + "` |")))
                    .singleElement()
                    .asString()
                    .contains(code);
        }
    }

    private static byte[] lengthOf(AvpDefinition avp, int length) {
        DiameterMessage request = MessageBuilder.request(1, 2, 0).put(avp, 5).put(avp, 6).build();
        byte[] octets = request.octets().toArray();
        octets[FIRST_AVP + 6] = (byte) (length >> 8);
        octets[FIRST_AVP + 7] = (byte) length;
        return octets;
    }

    private static void closes(Kind kind, Executable reading) {
        DecodeException e = assertThrows(DecodeException.class, reading);
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(kind.reaction()).isEqualTo(Reaction.CLOSE);
    }

    private static DiameterMessage answers(Kind kind, int resultCode, byte[] octets) {
        DiameterMessage framed = DiameterMessage.frame(octets, 0, octets.length);
        return answers(kind, resultCode, framed, framed::validate);
    }

    private static DiameterMessage answers(
            Kind kind, int resultCode, DiameterMessage request, Executable reading) {
        DecodeException e = assertThrows(DecodeException.class, reading);
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(kind.reaction()).isEqualTo(Reaction.ANSWER);
        DiameterMessage answer = ErrorAnswer.to(request, Samples.HSS, e);
        DiameterMessage onTheWire = DiameterMessage.decode(answer.octets().toArray());
        assertThat(Result.from(onTheWire)).isEqualTo(Result.of(resultCode));
        assertThat(Origin.from(onTheWire)).isEqualTo(Samples.HSS);
        assertThat(onTheWire.isError()).isEqualTo(resultCode < 4000);
        return onTheWire;
    }

    private static String failedAvp(DiameterMessage answer) {
        return answer.require(BaseAvps.FAILED_AVP).octets().hex();
    }
}
