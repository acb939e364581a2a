package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.session.key.KeyCache;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// What protection costs on the air, over a report of 20 octets.
class UaBudgetTest {
    private final Journey journey = Journey.seeded(1);

    @Test
    void compactRequestNamedByRandCosts21Octets() {
        assertThat(overhead(Journey.BY_RAND, UaForm.COMPACT)).isEqualTo(21);
    }

    @Test
    void compactRequestNamedByGutiCosts27Octets() {
        assertThat(overhead(Journey.BY_GUTI, UaForm.COMPACT)).isEqualTo(27);
    }

    @Test
    void literalRequestCosts67Octets() {
        assertThat(overhead(Journey.BY_GUTI, UaForm.LITERAL)).isEqualTo(67);
    }

    @Test
    void certificateRequestCosts94Octets() {
        assertThat(overhead(Journey.BY_RAND, UaForm.CERTIFICATE)).isEqualTo(94);
        assertThat(overhead(Journey.BY_GUTI, UaForm.CERTIFICATE)).isEqualTo(100);
    }

    @Test
    void responseCosts20Octets() {
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        assertThat(journey.serve(pending.datagram())).hasSize(Journey.ACK.length() + 20);
    }

    @Test
    void sessionMessageCosts12OctetsEitherWay() {
        byte[] up = journey.session().seal(Journey.REPORT);
        assertThat(up).hasSize(Journey.REPORT.length() + 12);
        assertThat(journey.serve(up)).hasSize(Journey.ACK.length() + 12);
    }

    @Test
    void refusalsAreShorterThanTheShortestMessageTheyAnswer() {
        journey.source.removeAll();
        byte[] shortest = journey.compact().request(Plaintext.EMPTY).datagram();
        assertThat(shortest).hasSize(21);
        assertThat(journey.serve(shortest)).hasSize(11);

        journey.source.put(Journey.RAND, Journey.KS_AS, false);
        journey.clock.pass(Duration.ofMillis(KeyCache.REFUSED_MS));
        assertThat(journey.serve(shortest)).hasSize(19);

        byte[] shortestOfSession = Journey.seeded(2).session().seal(Plaintext.EMPTY);
        assertThat(shortestOfSession).hasSize(12);
        assertThat(journey.serve(shortestOfSession)).hasSize(11);
    }

    private int overhead(FullName name, UaForm form) {
        PendingRequest pending = journey.client(name, form, true).request(Journey.REPORT);
        return pending.datagram().length - Journey.REPORT.length();
    }
}
