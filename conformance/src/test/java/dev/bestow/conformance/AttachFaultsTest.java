package dev.bestow.conformance;

import static dev.bestow.conformance.WorkedJourney.OURS;
import static dev.bestow.conformance.WorkedJourney.RAND;
import static dev.bestow.conformance.WorkedJourney.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.Auts;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Octets;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.wire.s6a.ResynchronizationInfo;

import org.junit.jupiter.api.Test;

/// An attach that fails, octet by octet.
class AttachFaultsTest {
    @Test
    void replayedVectorIsResynchronisedOnceAndThenRejected() throws Exception {
        var bench = new AttachBench();
        assertThat(bench.attach()).isInstanceOf(AttachOutcome.Attached.class);
        assertThat(bench.seen()).isNotEmpty();

        // This MME does not know the GUTI, and the HSS has no vector but the one the card has seen.
        bench.replaceMme();
        assertThat(bench.attach()).isEqualTo(new AttachOutcome.AuthenticationRejected());
        Octets failure = published("AUTHENTICATION FAILURE", "plain");
        assertThat(bench.seen())
                .containsExactly(
                        OURS.row("nas", "ATTACH REQUEST BY GUTI").octets("protected"),
                        published("IDENTITY REQUEST", "plain"),
                        published("IDENTITY RESPONSE", "plain"),
                        published("AUTHENTICATION REQUEST", "plain"),
                        failure,
                        published("AUTHENTICATION REQUEST", "plain"),
                        failure,
                        OURS.row("nas", "AUTHENTICATION REJECT").octets("protected"));
        var auts = failure.slice(failure.length() - Auts.OCTETS, Auts.OCTETS);
        assertThat(bench.peers().asked()).hasSize(3);
        assertThat(bench.peers().asked().get(1).resynchronization()).isNull();
        assertThat(bench.peers().asked().get(2).resynchronization())
                .isEqualTo(new ResynchronizationInfo(RAND, auts));
    }

    @Test
    void aCardThatIsGoneOrRefusesEndsTheAttachWithItsReasonAndSendsNothing() throws Exception {
        var gone =
                new AttachBench((_, _) -> {
                    throw new UsimGone("put it in");
                });
        assertThat(gone.attach()).isEqualTo(new AttachOutcome.UsimUnusable("USIM", "put it in"));
        assertThat(gone.seen()).hasSize(2);
        var locked = new AttachBench((_, _) -> new UsimAnswer.Unusable("USIM", "wants its PIN"));
        assertThat(locked.attach())
                .isEqualTo(new AttachOutcome.UsimUnusable("USIM", "wants its PIN"));
        assertThat(locked.seen()).hasSize(2);
    }
}
