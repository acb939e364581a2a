package dev.bestow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.DiameterMessage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;

/// Every request and every answer of every command comes back as it went, and bent octets end in a record
/// or a [DecodeException], nothing else.
class CommandRoundTripTest {
    static List<Spoken<?, ?>> commands() {
        return Spoken.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void requestComesBackAsItWent(Spoken<Q, A> command) {
        for (Q request : command.requests()) {
            DiameterMessage message = command.encode(request);
            assertThat(
                            command.codec()
                                    .decodeRequest(
                                            DiameterMessage.decode(message.octets().toArray())))
                    .isEqualTo(request);
            assertThat(command.codec().speaks(message)).isTrue();
            assertThat(message.isProxiable()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void answerComesBackAsItWent(Spoken<Q, A> command) {
        for (A answer : command.answers()) {
            DiameterMessage message = command.encodeAnswer(answer);
            assertThat(
                            command.codec()
                                    .decodeAnswer(
                                            DiameterMessage.decode(message.octets().toArray())))
                    .isEqualTo(answer);
            assertThat(message.isRequest()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void everyFlippedBitEndsInARecordOrARefusal(Spoken<Q, A> command) {
        command.requests().forEach(each -> flip(command, command.encode(each)));
        command.answers().forEach(each -> flip(command, command.encodeAnswer(each)));
    }

    private static void flip(Spoken<?, ?> command, DiameterMessage message) {
        byte[] octets = message.octets().toArray();
        for (int bit = 0; bit < octets.length * 8; bit++) {
            byte[] bent = octets.clone();
            bent[bit / 8] ^= (byte) (1 << bit % 8);
            decodes(command, bent);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void oneOctetMissingOrMoreIsRefused(Spoken<Q, A> command) {
        command.requests().forEach(each -> cutAndGrow(command.encode(each)));
        command.answers().forEach(each -> cutAndGrow(command.encodeAnswer(each)));
    }

    private static void cutAndGrow(DiameterMessage message) {
        byte[] octets = message.octets().toArray();
        for (int length :
                new int[] {
                    octets.length - 1, octets.length + 1, octets.length - 4, octets.length + 4
                }) {
            DecodeException e =
                    assertThrows(
                            DecodeException.class,
                            () -> DiameterMessage.decode(Arrays.copyOf(octets, length)));
            assertThat(e.kind()).isEqualTo(Kind.MESSAGE_LENGTH);
        }
    }

    /// The framing is made right again, so that the command codec sees the damage.
    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void aMessageCutAnywhereEndsInARecordOrARefusal(Spoken<Q, A> command) {
        command.requests().forEach(each -> cutAnywhere(command, command.encode(each)));
        command.answers().forEach(each -> cutAnywhere(command, command.encodeAnswer(each)));
    }

    private static void cutAnywhere(Spoken<?, ?> command, DiameterMessage message) {
        byte[] octets = message.octets().toArray();
        for (int length = DiameterMessage.HEADER_OCTETS; length < octets.length; length += 4) {
            byte[] cut = Arrays.copyOf(octets, length);
            cut[2] = (byte) (length >> 8);
            cut[3] = (byte) length;
            decodes(command, cut);
        }
    }

    /// Throws whatever is neither a record nor a refusal.
    private static void decodes(Spoken<?, ?> command, byte[] octets) {
        try {
            DiameterMessage message = DiameterMessage.decode(octets);
            Object read =
                    message.isRequest()
                            ? command.codec().decodeRequest(message)
                            : command.codec().decodeAnswer(message);
            assertThat(read).isNotNull();
        } catch (DecodeException e) {
            assertThat(e.kind()).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void anotherCommandOrApplicationIsNotRead(Spoken<Q, A> command) {
        byte[] octets = command.encode(command.requests().getFirst()).octets().toArray();
        byte[] otherCommand = octets.clone();
        otherCommand[7] ^= 0x40;
        refuses(command, otherCommand, Kind.COMMAND);
        byte[] otherApplication = octets.clone();
        otherApplication[11] ^= 0x40;
        refuses(command, otherApplication, Kind.APPLICATION);
        byte[] answer = octets.clone();
        answer[4] &= 0x7f;
        refuses(command, answer, Kind.COMMAND);
        assertThat(command.codec().applicationId())
                .isIn(ApplicationId.S6A, ApplicationId.S6T, ApplicationId.T6A);
    }

    private static void refuses(Spoken<?, ?> command, byte[] octets, Kind kind) {
        DiameterMessage message = DiameterMessage.decode(octets);
        assertThat(
                        assertThrows(
                                        DecodeException.class,
                                        () -> command.codec().decodeRequest(message))
                                .kind())
                .isEqualTo(kind);
    }
}
