package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class PendingRequestsTest {
    private static Pending pending(long deadlineNs) {
        return new Pending(MessageBuilder.request(318, 2, 0).build(), 9, Carriage.OPEN, deadlineNs);
    }

    private static DiameterMessage answer(int hopByHop, int endToEnd, int command) {
        return MessageBuilder.answerTo(
                        MessageBuilder.request(command, 2, 0)
                                .hopByHop(hopByHop)
                                .endToEnd(endToEnd)
                                .build())
                .build();
    }

    @Test
    void onlyTheRightAnswerTakesARequestAndOnlyOnce() {
        PendingRequests ring = new PendingRequests(16, 0xffff_fffe);
        Pending request = pending(0);
        assertThat(ring.add(request)).isTrue();
        assertThat(ring.take(answer(request.hopByHop() + 16, 9, 318))).isNull();
        assertThat(ring.take(answer(request.hopByHop(), 8, 318))).isNull();
        assertThat(ring.take(answer(request.hopByHop(), 9, 316))).isNull();
        assertThat(ring.take(answer(request.hopByHop(), 9, 318))).isSameAs(request);
        assertThat(ring.take(answer(request.hopByHop(), 9, 318))).isNull();
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void identifiersPassSlowRequestsByAndTheRingFillsUp() {
        PendingRequests ring = new PendingRequests(3, 0xffff_fffe);
        List<Pending> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Pending request = pending(0);
            assertThat(ring.add(request)).isTrue();
            all.add(request);
        }
        assertThat(ring.add(pending(0))).isFalse();
        ring.take(answer(all.get(2).hopByHop(), 9, 318));
        Pending late = pending(0);
        assertThat(ring.add(late)).isTrue();
        assertThat(ring.take(answer(late.hopByHop(), 9, 318))).isSameAs(late);
    }

    @Test
    void expiredRequestsAreTakenAndOthersStay() {
        PendingRequests ring = new PendingRequests(16, 0);
        Pending early = pending(100);
        Pending late = pending(200);
        ring.add(early);
        ring.add(late);
        List<Pending> taken = new ArrayList<>();
        ring.takeExpired(150, taken::add);
        assertThat(taken).containsExactly(early);
        ring.takeAll(taken::add);
        assertThat(taken).containsExactly(early, late);
        assertThat(ring.remove(late)).isFalse();
    }
}
