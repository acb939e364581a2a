package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HexFormat;

class UaReplayTest {
    private final Journey journey = Journey.seeded(4);

    @Test
    void byteIdenticalRepeatGetsTheStoredResponseAndIsNotDeliveredAgain() {
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        byte[] first = journey.serve(pending.datagram());
        assertThat(journey.serve(pending.datagram())).isEqualTo(first);
        assertThat(journey.delivered).hasSize(1);
    }

    @Test
    void secondCopyOfTheResponseBeginsNoSecondSession() {
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        byte[] response = journey.serve(pending.datagram());
        assertThat(pending.open(response)).isInstanceOf(RequestOutcome.Delivered.class);
        assertThat(pending.open(response)).isInstanceOf(RequestOutcome.NotForMe.class);
    }

    @Test
    void replayAcrossARestartIsNotDelivered() {
        byte[] request = journey.compact().request(Journey.REPORT).datagram();
        byte[] response = journey.serve(request);
        journey.restarted();
        assertThat(journey.serve(request)).isEqualTo(response);
        journey.clock.pass(Duration.ofSeconds(248));
        assertThat(journey.server.handle(request, Journey.SOURCE)).hasSize(19);
        assertThat(journey.delivered).hasSize(1);
    }

    @Test
    void lateReplayIsRefusedUnderTheKey() {
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        journey.serve(pending.datagram());
        journey.clock.pass(Duration.ofSeconds(248));
        assertThat(pending.open(journey.serve(pending.datagram())))
                .isEqualTo(new RequestOutcome.RefusedBy(RefusalCause.REPLAYED, 0, true));
    }

    @Test
    void fullMarkSetRefusesAndForgetsNothing() {
        byte[] taken = journey.compact().request(Journey.REPORT).datagram();
        journey.serve(taken);
        journey.claims.capacity = 1;
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        assertThat(pending.open(journey.serve(pending.datagram())))
                .isEqualTo(new RequestOutcome.RefusedBy(RefusalCause.KEY_EXHAUSTED, 0, true));
        journey.clock.pass(Duration.ofSeconds(248));
        journey.server.handle(taken, Journey.SOURCE);
        assertThat(journey.delivered).hasSize(1);
    }

    /// An equal one would be answered with the response of the first, and begin its session again.
    @Test
    void stuckGeneratorMakesNoRequestTwice() {
        Journey stuck = new Journey(Journey.STUCK);
        PendingRequest one = stuck.compact().request(Journey.REPORT);
        PendingRequest same = stuck.compact().request(Journey.REPORT);
        assertThat(randAs(same)).isNotEqualTo(randAs(one));
        assertThat(stuck.serve(same.datagram())).isNotEqualTo(stuck.serve(one.datagram()));
        assertThat(stuck.delivered).hasSize(2);
    }

    /// A count that was lost too: all that repeats is an identical message.
    @Test
    void stuckGeneratorAndCountCanOnlyRepeatAnIdenticalMessage() {
        Journey stuck = new Journey(Journey.STUCK);
        stuck.counts = () -> 0;
        PendingRequest one = stuck.compact().request(Journey.REPORT);
        PendingRequest same = stuck.compact().request(Journey.REPORT);
        PendingRequest other = stuck.compact().request(Plaintext.of("temperature 21.5 C o"));
        assertThat(same.datagram()).isEqualTo(one.datagram());
        assertThat(randAs(other)).isNotEqualTo(randAs(one));
        byte[] response = stuck.serve(one.datagram());
        assertThat(stuck.serve(same.datagram())).isEqualTo(response);
        assertThat(stuck.serve(other.datagram())).isNotEqualTo(response);
        assertThat(stuck.delivered).hasSize(2);
    }

    @Test
    void crashBetweenClaimAndResponseDeliversNothingTwice() {
        byte[] request = journey.compact().request(Journey.REPORT).datagram();
        journey.serve(request);
        journey.claims.forgetResponses();
        journey.restarted();
        assertThat(journey.server.handle(request, Journey.SOURCE)).isNull();
        assertThat(journey.delivered).hasSize(1);
    }

    private static String randAs(PendingRequest request) {
        return HexFormat.of().formatHex(request.datagram(), 5, 13);
    }
}
