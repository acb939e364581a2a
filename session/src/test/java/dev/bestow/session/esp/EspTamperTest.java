package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Every message with one octet flipped, missing or more, at every position: nothing is delivered, nothing begins, and
/// the honest message is still taken afterwards.
class EspTamperTest {
    private final EspWorld world = EspWorld.seeded(7);

    /// With what was changed, for the failure's sake.
    private record Changed(String how, Octets octets) {}

    private static List<Changed> changed(byte[] message) {
        List<Changed> all = new ArrayList<>();
        for (int at = 0; at < message.length; at++) {
            for (int bit : new int[] {0x01, 0x80}) {
                byte[] flipped = message.clone();
                flipped[at] ^= (byte) bit;
                all.add(new Changed("octet " + at + " ^ " + bit, Octets.copyOf(flipped)));
            }
        }
        for (int length = 0; length < message.length; length++) {
            all.add(new Changed("cut at " + length, Octets.copyOf(message, 0, length)));
            byte[] less = new byte[message.length - 1];
            System.arraycopy(message, 0, less, 0, length);
            System.arraycopy(message, length + 1, less, length, less.length - length);
            all.add(new Changed("without " + length, Octets.copyOf(less)));
        }
        for (int more = 1; more <= 4; more++) {
            byte[] longer = Arrays.copyOf(message, message.length + more);
            all.add(new Changed("and " + more, Octets.copyOf(longer)));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void anOpeningThatWasChangedBeginsNothing(boolean encrypted, boolean extended) {
        world.keys.put(EspWorld.RAND, encrypted);
        PendingOpening pending =
                world.client(new EspProfile(encrypted, extended)).open(EspWorld.REPORT);
        for (Changed changed : changed(pending.datagram())) {
            byte[] octets = changed.octets().toArray();
            byte[] out = world.handle(octets, EspWorld.PEER);
            assertThat(world.delivered).as(changed.how()).isEmpty();
            assertThat(world.claims).as(changed.how()).isEmpty();
            assertThat(out == null ? 0 : out.length).isLessThanOrEqualTo(octets.length);
            if (out != null) {
                assertThat(pending.open(out))
                        .as(changed.how())
                        .isNotInstanceOf(OpeningOutcome.Begun.class)
                        .isNotEqualTo(
                                new OpeningOutcome.RefusedBy(
                                        RefusalCause.CIPHERING_FORBIDDEN, 0, true));
            }
        }
        assertThat(pending.open(world.serve(pending.datagram())))
                .isInstanceOf(OpeningOutcome.Begun.class);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void anAnswerThatWasChangedBeginsNothing(boolean encrypted, boolean extended) {
        world.keys.put(EspWorld.RAND, encrypted);
        EspClient client = world.client(new EspProfile(encrypted, extended));
        PendingOpening pending = client.open(EspWorld.REPORT);
        byte[] answer = world.serve(pending.datagram());
        for (Changed changed : changed(answer)) {
            assertThat(pending.open(changed.octets().toArray()))
                    .as(changed.how())
                    .isInstanceOf(OpeningOutcome.Invalid.class);
        }
        assertThat(pending.open(answer)).isInstanceOf(OpeningOutcome.Begun.class);
    }

    @Test
    void aRefusalThatWasChangedTurnsNothingOff() {
        world.keys.put(EspWorld.RAND, false);
        EspClient client = world.client();
        PendingOpening pending = client.open(EspWorld.REPORT);
        byte[] refusal = world.serve(pending.datagram());
        for (Changed changed : changed(refusal)) {
            OpeningOutcome outcome = pending.open(changed.octets().toArray());
            if (outcome instanceof OpeningOutcome.RefusedBy refused) {
                assertThat(refused.authenticated()).as(changed.how()).isFalse();
            }
            assertThat(client.profile()).as(changed.how()).isEqualTo(EspProfile.STANDARD);
        }
        pending.open(refusal);
        assertThat(client.profile().encrypted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void aPacketThatWasChangedIsDropped(boolean encrypted, boolean extended) {
        world.keys.put(EspWorld.RAND, encrypted);
        EspSession session = world.session(new EspProfile(encrypted, extended));
        world.delivered.clear();
        byte[] packet = session.seal(EspWorld.REPORT);
        for (Changed changed : changed(packet)) {
            byte[] octets = changed.octets().toArray();
            byte[] out = world.handle(octets, EspWorld.ELSEWHERE);
            assertThat(world.delivered).as(changed.how()).isEmpty();
            assertThat(out == null ? 0 : out.length).isLessThan(Math.max(1, octets.length));
        }
        byte[] answer = world.serve(packet);
        assertThat(world.sent.getLast().to()).isEqualTo(EspWorld.PEER.address());
        for (Changed changed : changed(answer)) {
            assertThat(session.open(changed.octets().toArray()))
                    .as(changed.how())
                    .isInstanceOf(EspSessionOutcome.Dropped.class);
        }
        assertThat(session.open(answer)).isEqualTo(new EspSessionOutcome.Packet(EspWorld.ACK));
    }

    /// Codecs alone, round trip: what decodes is what was encoded.
    @Test
    void whatDecodesEncodesToTheSameOctets() {
        byte[] opening = world.client().open(EspWorld.REPORT).datagram();
        byte[] answer = world.serve(opening);
        for (byte[] message : List.of(opening, answer)) {
            for (Changed changed : changed(message)) {
                byte[] octets = changed.octets().toArray();
                switch (SetUpCodec.decode(octets)) {
                    case SetUp.Opening decoded -> assertHead(changed, decoded.head());
                    case SetUp.Answer decoded -> assertHead(changed, decoded.head());
                    case SetUp.Refusal refusal ->
                            assertThat(Octets.copyOf(SetUpCodec.encode(refusal)))
                                    .as(changed.how())
                                    .isEqualTo(changed.octets());
                    case null -> {}
                }
            }
        }
    }

    private static void assertHead(Changed changed, Octets head) {
        assertThat(head)
                .as(changed.how())
                .isEqualTo(changed.octets().slice(SetUpCodec.HEAD_AT, head.length()));
    }
}
