package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.KeyName;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A device wants its key replaced: whose wish counts, and how often.
class UaRefreshTest {
    private static final SessionOutcome TAKEN = new SessionOutcome.RefreshTaken();
    private static final SessionOutcome UNKNOWN =
            new SessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0);

    private final Journey journey = Journey.seeded(15);
    private final List<KeyName> wanted = new ArrayList<>();
    private final UaServer server =
            new UaServer(
                    journey.policy,
                    new UaServer.Ports(
                            journey.cache(),
                            journey.certificateKeys,
                            journey.claims,
                            (_, _, message) -> {
                                journey.delivered.add(message);
                                return Journey.ACK;
                            },
                            wanted::add,
                            journey.clock,
                            journey.entropy),
                    UaServer.Observers.NONE);

    private UaSession begun(UaForm form) {
        journey.server = server;
        PendingRequest pending =
                journey.client(
                                form == UaForm.LITERAL ? Journey.BY_GUTI : Journey.BY_RAND,
                                form,
                                true)
                        .request(Journey.REPORT);
        return ((RequestOutcome.Delivered) pending.open(journey.serve(pending.datagram())))
                .session();
    }

    @Test
    void aWishIsHeardAndTheSessionGoesOn() {
        for (UaForm form : List.of(UaForm.COMPACT, UaForm.LITERAL)) {
            try (UaSession session = begun(form)) {
                wanted.clear();
                journey.delivered.clear();
                byte[] wish = session.sealRefresh();
                assertThat(wish).hasSize(12);
                assertThat(session.open(journey.serve(wish))).isEqualTo(TAKEN);
                assertThat(wanted)
                        .containsExactly(
                                form == UaForm.LITERAL
                                        ? new KeyName.ByGuti(Journey.GUTI, new Eksi(3))
                                        : new KeyName.ByRand(Journey.RAND.id()));
                assertThat(journey.delivered).as("no application's message").isEmpty();
                assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                        .isEqualTo(new SessionOutcome.Message(Journey.ACK));
            }
        }
    }

    @Test
    void aWishThatComesTwiceIsAnsweredTwiceAndCountsOnce() {
        try (UaSession session = begun(UaForm.COMPACT)) {
            byte[] wish = session.sealRefresh();
            byte[] answer = journey.serve(wish);
            assertThat(journey.serve(wish)).isEqualTo(answer);
            assertThat(session.open(answer)).isEqualTo(TAKEN);
            assertThat(session.open(answer)).isEqualTo(new SessionOutcome.Repeated());
            journey.serve(session.seal(Journey.REPORT));
            assertThat(server.handle(wish, Journey.SOURCE)).as("replayed later").isNull();
            assertThat(wanted).hasSize(1);
        }
    }

    /// Nobody makes one of the other, nor takes a bit away and is heard.
    @Test
    void anEmptyReportIsNoWishAndAChangedWishIsNothing() {
        try (UaSession session = begun(UaForm.COMPACT)) {
            assertThat(session.open(journey.serve(session.seal(Plaintext.of("")))))
                    .isEqualTo(new SessionOutcome.Message(Journey.ACK));
            byte[] wish = session.sealRefresh();
            for (int octet = 0; octet < wish.length; octet++) {
                byte[] changed = wish.clone();
                changed[octet] ^= 1;
                server.handle(changed, Journey.SOURCE);
                server.handle(Arrays.copyOf(wish, octet), Journey.SOURCE);
            }
            server.handle(Arrays.copyOf(wish, wish.length + 1), Journey.SOURCE);
            assertThat(wanted).isEmpty();
            assertThat(session.open(journey.serve(wish))).isEqualTo(TAKEN);
            assertThat(wanted).hasSize(1);
        }
    }

    @Test
    void aWishUnderAKeyThatWasWithdrawnEndsItsSession() {
        try (UaSession session = begun(UaForm.COMPACT)) {
            journey.source.removeAll();
            journey.clock.pass(Duration.ofSeconds(journey.policy.keyCacheSeconds() + 1));
            assertThat(session.open(journey.serve(session.sealRefresh()))).isEqualTo(UNKNOWN);
            assertThat(wanted).isEmpty();
            assertThat(server.sessionCount()).isZero();
        }
    }

    @Test
    void aWishOfAnotherSessionIsNotHeard() {
        try (UaSession session = begun(UaForm.COMPACT);
                UaSession other = Journey.seeded(16).session()) {
            journey.serve(other.sealRefresh());
            assertThat(wanted).isEmpty();
            assertThat(session.open(journey.serve(session.sealRefresh()))).isEqualTo(TAKEN);
        }
    }
}
