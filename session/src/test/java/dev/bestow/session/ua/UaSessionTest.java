package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Direction;
import dev.bestow.keys.KApp;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.SessionMessage;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class UaSessionTest {
    private final Journey journey = Journey.seeded(5);

    @Test
    void messagesFlowBothWays() {
        UaSession session = journey.session();
        for (int i = 0; i < 300; i++) {
            assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                    .isEqualTo(new SessionOutcome.Message(Journey.ACK));
        }
        assertThat(journey.delivered).hasSize(301);
    }

    @Test
    void aSessionEndsWithinTheCacheTimeOnceItsKeyIsWithdrawn() {
        UaSession session = journey.session();
        journey.source.removeAll();
        journey.clock.pass(Duration.ofMinutes(10));
        assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                .as("asked for again only after that")
                .isInstanceOf(SessionOutcome.Message.class);
        journey.clock.pass(Duration.ofMillis(1));
        assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                .isEqualTo(new SessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0));
        assertThat(journey.server.sessionCount()).isZero();
    }

    @Test
    void aSessionWhoseKeyIsStillGrantedGoesOnAndAsksOncePerCacheTime() {
        UaSession session = journey.session();
        int before = journey.source.fetches.get();
        for (int i = 0; i < 3; i++) {
            journey.clock.pass(Duration.ofSeconds(601));
            for (int message = 0; message < 2; message++) {
                assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                        .isInstanceOf(SessionOutcome.Message.class);
            }
        }
        assertThat(journey.source.fetches.get()).isEqualTo(before + 3);
    }

    @Test
    void aKeyServerThatCannotBeAskedEndsNoSession() {
        UaSession session = journey.session();
        journey.source.answer = new RetrievalAnswer.SourceUnavailable(1);
        journey.clock.pass(Duration.ofSeconds(601));
        assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                .isInstanceOf(SessionOutcome.Message.class);
    }

    @Test
    void reorderedMessagesAreAllTakenOnce() {
        UaSession session = journey.session();
        List<byte[]> datagrams = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            datagrams.add(session.seal(Plaintext.of("report " + i)));
        }
        Collections.shuffle(datagrams, new Random(6));
        journey.delivered.clear();
        datagrams.forEach(journey::serve);
        datagrams.forEach(datagram -> journey.server.handle(datagram, Journey.SOURCE));
        assertThat(journey.delivered).hasSize(64).doesNotHaveDuplicates();
    }

    @Test
    void sessionSurvives447LostMessagesAndEndsClearlyBeyond() {
        UaSession session = journey.session();
        journey.serve(session.seal(Journey.REPORT));
        for (int lost = 0; lost < 447; lost++) {
            session.seal(Journey.REPORT);
        }
        assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                .isInstanceOf(SessionOutcome.Message.class);
        for (int lost = 0; lost < 448; lost++) {
            session.seal(Journey.REPORT);
        }
        assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                .isEqualTo(new SessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0));
    }

    @Test
    void repeatOfTheLastMessageGetsItsAnswerAgainAndIsNotDeliveredAgain() {
        UaSession session = journey.session();
        byte[] up = session.seal(Journey.REPORT);
        byte[] down = journey.serve(up);
        assertThat(journey.serve(up)).isEqualTo(down);
        assertThat(session.open(down)).isInstanceOf(SessionOutcome.Message.class);
        assertThat(session.open(down)).isInstanceOf(SessionOutcome.Repeated.class);
        journey.serve(session.seal(Journey.REPORT));
        assertThat(journey.server.handle(up, Journey.SOURCE)).isNull();
        assertThat(journey.delivered).hasSize(3);
    }

    @Test
    void applicationThatSaysNothingSendsNothing() {
        journey.downlink = null;
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        RequestOutcome.Delivered yes =
                (RequestOutcome.Delivered) pending.open(journey.serve(pending.datagram()));
        assertThat(yes.downlink()).isEqualTo(Plaintext.EMPTY);
        assertThat(journey.server.handle(yes.session().seal(Journey.REPORT), Journey.SOURCE))
                .isNull();
        assertThat(journey.delivered).hasSize(2);
    }

    @Test
    void noSessionSurvivesARestartAndTheNextRequestBeginsANewOne() {
        UaSession session = journey.session();
        journey.restarted();
        assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                .isEqualTo(new SessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0));
        UaSession next = journey.session();
        assertThat(next.open(journey.serve(next.seal(Journey.REPORT))))
                .isInstanceOf(SessionOutcome.Message.class);
    }

    @Test
    void refusalOfAnotherMessageIsNotForThisSession() {
        UaSession session = journey.session();
        UaSession stranger = Journey.seeded(7).session();
        byte[] refusal = journey.serve(stranger.seal(Journey.REPORT));
        session.seal(Journey.REPORT);
        assertThat(session.open(refusal)).isInstanceOf(SessionOutcome.NotForMe.class);
    }

    @Test
    void newSessionOfAKeyTakesThePlaceOfTheOld() {
        UaSession old = journey.session();
        UaSession young = journey.session();
        assertThat(journey.server.sessionCount()).isEqualTo(1);
        assertThat(old.open(journey.serve(old.seal(Journey.REPORT))))
                .isInstanceOf(SessionOutcome.RefusedBy.class);
        assertThat(young.open(journey.serve(young.seal(Journey.REPORT))))
                .isInstanceOf(SessionOutcome.Message.class);
    }

    @Test
    void sessionEndsWithItsKey() {
        UaSession session = journey.session();
        journey.clock.pass(Duration.ofHours(24));
        assertThat(session.open(journey.serve(session.seal(Journey.REPORT))))
                .isEqualTo(new SessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0));
        assertThat(journey.server.sessionCount()).isZero();
    }

    @Test
    void lastCounterIsUsedOnceAndNeverWraps() {
        Octets randS = Octets.parseHex("RAND_S", "0001020304050607");
        SessionEnd sender = end(randS, ReplayWindow.MAX_COUNTER);
        assertThat(sender.seal(Journey.REPORT))
                .extracting(SessionMessage::counterLow)
                .isEqualTo(127);
        assertThat(sender.isOver()).isTrue();
        assertThat(sender.seal(Journey.REPORT)).isNull();
    }

    @Test
    void closedSessionTakesAndSendsNothing() {
        UaSession session = journey.session();
        byte[] down = journey.serve(session.seal(Journey.REPORT));
        session.close();
        assertThat(session.isOver()).isTrue();
        assertThat(session.open(down)).isInstanceOf(SessionOutcome.Invalid.class);
        assertThatThrownBy(() -> session.seal(Journey.REPORT))
                .isInstanceOf(IllegalStateException.class);
    }

    private static SessionEnd end(Octets randS, long firstCounter) {
        KApp kApp = new KApp(Secret.taking(new byte[32]));
        SessionKeys up = SessionKeys.from(kApp, Direction.UPLINK, randS, randS);
        SessionKeys down = SessionKeys.from(kApp, Direction.DOWNLINK, randS, randS);
        return new SessionEnd(1, true, up, down, firstCounter);
    }
}
