package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Messages that come twice, late, or to the wrong end.
class EspReplayTest {
    private final EspWorld world = EspWorld.seeded(3);

    @Test
    void anOpeningIsDeliveredOnceAndAnsweredAgain() {
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        byte[] answer = world.serve(pending.datagram());
        assertThat(world.serve(pending.datagram())).isEqualTo(answer);
        assertThat(world.delivered).hasSize(1);
        assertThat(pending.open(answer)).isInstanceOf(OpeningOutcome.Begun.class);
        assertThat(pending.open(answer)).isInstanceOf(OpeningOutcome.NotForMe.class);
    }

    @Test
    void whoRepeatsAnOpeningFromElsewhereGetsNothing() {
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        world.serve(pending.datagram());
        for (int i = 0; i < 20; i++) {
            world.handle(pending.datagram(), EspWorld.ELSEWHERE);
        }
        assertThat(world.sent)
                .hasSize(1 + EspServerSession.MAX_REPEATS)
                .allMatch(sent -> sent.to().equals(EspWorld.PEER.address()));
    }

    @Test
    void onceItsSessionIsUsedAnOpeningIsNotAnsweredAgain() {
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        var begun = (OpeningOutcome.Begun) pending.open(world.serve(pending.datagram()));
        world.serve(begun.session().seal(EspWorld.REPORT));
        PendingOpening twin = twin();
        assertThat(twin.datagram()).isNotEqualTo(pending.datagram());
        byte[] refusal = world.serve(pending.datagram());
        assertThat(world.refusals).containsOnlyKeys(RefusalCause.REPLAYED);
        assertThat(refusal).hasSize(23);
        assertThat(world.delivered).hasSize(2);
    }

    private PendingOpening twin() {
        return world.client().open(EspWorld.REPORT);
    }

    @Test
    void afterARestartNoOpeningIsTakenAgain() {
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        byte[] answer = world.serve(pending.datagram());
        world.restarted();
        byte[] refusal = world.serve(pending.datagram());
        assertThat(world.delivered).hasSize(1);
        assertThat(pending.open(refusal))
                .isEqualTo(new OpeningOutcome.RefusedBy(RefusalCause.REPLAYED, 0, true));
        assertThat(pending.open(answer)).isInstanceOf(OpeningOutcome.Begun.class);
    }

    @Test
    void aCopyThatComesWhileTheFirstIsHandledIsDropped() {
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        world.duringDelivery =
                () -> assertThat(world.handle(pending.datagram(), EspWorld.PEER)).isNull();
        world.serve(pending.datagram());
        assertThat(world.delivered).hasSize(1);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void aPacketIsDeliveredOnceAndItsAnswerGoesToTheDevice() {
        EspSession session = world.session();
        byte[] packet = session.seal(EspWorld.REPORT);
        byte[] answer = world.serve(packet);
        world.sent.clear();
        for (int i = 0; i < 20; i++) {
            world.handle(packet, EspWorld.ELSEWHERE);
        }
        assertThat(world.delivered).hasSize(2);
        assertThat(world.sent)
                .hasSize(EspServerSession.MAX_REPEATS)
                .allMatch(sent -> sent.to().equals(EspWorld.PEER.address()))
                .allMatch(sent -> java.util.Arrays.equals(sent.octets().toArray(), answer));
    }

    @Test
    void aCopyWithAnotherEndIsNoCopy() {
        EspSession session = world.session();
        byte[] packet = session.seal(EspWorld.REPORT);
        world.serve(packet);
        packet[packet.length - 1] ^= 1;
        assertThat(world.handle(packet, EspWorld.PEER)).isNull();
        assertThat(world.drops).containsEntry(EspDrop.REPLAYED, 1);
    }

    @Test
    void onlyTheLastAnswerIsKept() {
        EspSession session = world.session();
        byte[] first = session.seal(EspWorld.REPORT);
        world.serve(first);
        world.serve(session.seal(EspWorld.REPORT));
        assertThat(world.handle(first, EspWorld.PEER)).isNull();
    }

    @Test
    void whatIsSentBackToItsSenderIsNotTaken() {
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        assertThat(pending.open(pending.datagram())).isInstanceOf(OpeningOutcome.Invalid.class);
        byte[] answer = world.serve(pending.datagram());
        assertThat(world.handle(answer, EspWorld.PEER)).isNull();
        var session = ((OpeningOutcome.Begun) pending.open(answer)).session();
        byte[] packet = session.seal(EspWorld.REPORT);
        assertThat(session.open(packet)).isInstanceOf(EspSessionOutcome.Dropped.class);
        byte[] down = world.serve(packet);
        byte[] out = world.serve(down);
        assertThat(out).hasSize(15);
        assertThat(session.open(out)).isInstanceOf(EspSessionOutcome.Dropped.class);
        assertThat(session.open(answer)).isInstanceOf(EspSessionOutcome.Dropped.class);
        assertThat(session.open(down)).isInstanceOf(EspSessionOutcome.Packet.class);
        assertThat(session.open(down)).isEqualTo(new EspSessionOutcome.Dropped(EspDrop.REPLAYED));
        assertThat(world.delivered).hasSize(2);
    }

    @Test
    void packetsOfOneSessionAreNothingToAnother() {
        EspSession one = world.session();
        byte[] ofOne = one.seal(EspWorld.REPORT);
        EspSession two = world.session();
        byte[] ofTwo = two.seal(EspWorld.REPORT);
        System.arraycopy(ofTwo, 0, ofOne, 0, 4);
        world.delivered.clear();
        world.serve(ofOne);
        assertThat(world.drops).containsEntry(EspDrop.NOT_AUTHENTIC, 1);
        assertThat(world.delivered).isEmpty();
        assertThat(two.open(world.serve(ofTwo))).isInstanceOf(EspSessionOutcome.Packet.class);
    }

    @Test
    void afterARestartTheDeviceIsTold() {
        EspSession session = world.session();
        world.restarted();
        byte[] packet = session.seal(EspWorld.REPORT);
        byte[] refusal = world.serve(packet);
        assertThat(refusal).hasSize(15);
        assertThat(session.open(refusal))
                .isEqualTo(new EspSessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0));
    }

    @Test
    void theAnswerOfOneOpeningIsNothingToAnother() {
        EspClient client = world.client();
        List<PendingOpening> pending = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pending.add(client.open(EspWorld.REPORT));
            answers.add(world.serve(pending.getLast().datagram()));
        }
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                if (i != j) {
                    assertThat(pending.get(i).open(answers.get(j)))
                            .isInstanceOf(OpeningOutcome.Invalid.class);
                }
            }
        }
    }
}
