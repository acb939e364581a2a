package dev.bestow.hse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.link.accept.Source;
import dev.bestow.link.radius.AccountedSession;
import dev.bestow.link.radius.AccountingSender;
import dev.bestow.wire.nas.AccessPointName;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class AccountedSessionsTest {
    private static final AccountingSender PGW1 =
            new AccountingSender("pgw1", Octets.parseHex("gateway", "01"));
    private static final AccountingSender PGW2 =
            new AccountingSender("pgw2", Octets.parseHex("gateway", "01"));
    private static final Source ADDRESS = new Source(Octets.parseHex("address", "0a000001"));
    private static final Source PREFIX = new Source(Octets.parseHex("prefix", "20010db800000001"));
    private static final AccessPointName IOT = new AccessPointName("iot");
    private static final Octets S1 = Octets.parseHex("session", "01");
    private static final Imsi METER = imsi(1);
    private static final PdnConnection CONNECTION = new PdnConnection(METER, IOT, Set.of(ADDRESS));

    private final TestClock clock = new TestClock();
    private final List<PdnConnection> fetched = new ArrayList<>();
    private AccountedSessions sessions = of(AccountingLimits.DEFAULT);

    private AccountedSessions of(AccountingLimits limits) {
        return new AccountedSessions(limits, clock, fetched::add);
    }

    private static Imsi imsi(int number) {
        return Imsi.parse("%015d".formatted(1_010_000_000_000L + number));
    }

    private static Octets id(int number) {
        return Octets.copyOf(ByteBuffer.allocate(4).putInt(number).array());
    }

    /// `at` in seconds from now.
    private @Nullable Instant in(long seconds) {
        return clock.now().plusSeconds(seconds);
    }

    private static AccountedSession session(@Nullable Instant at, Source... addresses) {
        return new AccountedSession(S1, METER, IOT, Set.of(addresses), at);
    }

    private static AccountedSession numbered(int number) {
        Source address = new Source(id(number));
        return new AccountedSession(id(number), imsi(number), IOT, Set.of(address), null);
    }

    @Test
    void aStartSaysWhoseKeyMayBeFetchedOnce() {
        sessions.started(PGW1, session(null, ADDRESS));
        sessions.started(PGW1, session(null, ADDRESS));
        sessions.interim(PGW1, session(null, ADDRESS));
        assertThat(fetched).containsExactly(CONNECTION);
        assertThat(sessions.at(ADDRESS)).containsExactly(CONNECTION);
        assertThat(sessions.at(PREFIX)).isEmpty();
        assertThat(sessions.counts()).isEqualTo(new AccountedCounts(1, 1, 0, 0, 0, 0));
    }

    @Test
    void anInterimOfAnUnknownSessionIsItsStart() {
        sessions.interim(PGW1, session(null, ADDRESS));
        assertThat(fetched).containsExactly(CONNECTION);
        assertThat(sessions.at(ADDRESS)).containsExactly(CONNECTION);
    }

    /// Deferred IPv4: it comes with an interim, and is released by one without it.
    @Test
    void anInterimBringsAndTakesAddresses() {
        sessions.started(PGW1, session(null, PREFIX));
        assertThat(sessions.at(ADDRESS)).isEmpty();
        sessions.interim(PGW1, new AccountedSession(S1, null, null, Set.of(PREFIX, ADDRESS), null));
        PdnConnection both = new PdnConnection(METER, IOT, Set.of(PREFIX, ADDRESS));
        assertThat(sessions.at(ADDRESS)).containsExactly(both);
        assertThat(sessions.at(PREFIX)).containsExactly(both);
        sessions.interim(PGW1, session(null, PREFIX));
        assertThat(sessions.at(ADDRESS)).isEmpty();
        assertThat(sessions.at(PREFIX)).hasSize(1);
        assertThat(fetched).hasSize(1);
    }

    @Test
    void aStopEndsTheHintAfterTheGrace() {
        sessions.started(PGW1, session(null, ADDRESS));
        sessions.stopped(PGW1, session(null));
        clock.passSeconds(59);
        sessions.stopped(PGW1, session(null));
        assertThat(sessions.at(ADDRESS)).containsExactly(CONNECTION);
        clock.passSeconds(1);
        assertThat(sessions.at(ADDRESS)).isEmpty();
        assertThat(sessions.counts().sessions()).isZero();
    }

    /// Where others send an interim.
    @Test
    void aStopAndAStartOfTheSameSecondGoOnWithoutAnotherFetch() {
        sessions.started(PGW1, session(in(0), ADDRESS));
        clock.passSeconds(100);
        sessions.stopped(PGW1, session(in(0), ADDRESS));
        sessions.started(PGW1, session(in(0), ADDRESS));
        clock.passSeconds(100);
        assertThat(sessions.at(ADDRESS)).containsExactly(CONNECTION);
        assertThat(fetched).hasSize(1);
    }

    @Test
    void aLateStartDoesNotReviveWhatHasEnded() {
        for (Instant start : new Instant[] {in(0), null}) {
            for (Instant stop : new Instant[] {in(1), null}) {
                sessions = of(AccountingLimits.DEFAULT);
                sessions.started(PGW1, session(start, ADDRESS));
                sessions.stopped(PGW1, session(stop, ADDRESS));
                sessions.started(PGW1, session(start, ADDRESS));
                sessions.interim(PGW1, session(start, ADDRESS));
                assertThat(sessions.counts().stale()).isEqualTo(2);
                clock.passSeconds(60);
                assertThat(sessions.at(ADDRESS)).as("%s %s", start, stop).isEmpty();
                clock.passSeconds(-60);
            }
        }
    }

    @Test
    void aStartAfterItsStopIsNoStart() {
        sessions.stopped(PGW1, session(in(0), ADDRESS));
        sessions.started(PGW1, session(in(-1), ADDRESS));
        assertThat(fetched).isEmpty();
        assertThat(sessions.at(ADDRESS)).isEmpty();
        sessions.started(PGW1, session(in(1), ADDRESS));
        assertThat(fetched).hasSize(1);
    }

    @Test
    void anOvertakenStopEndsNothing() {
        sessions.started(PGW1, session(in(0), ADDRESS));
        sessions.stopped(PGW1, session(in(-1), ADDRESS));
        clock.passSeconds(60);
        assertThat(sessions.at(ADDRESS)).hasSize(1);
        assertThat(sessions.counts().stale()).isEqualTo(1);
    }

    @Test
    void aRestartEndsTheSessionsOfItsGatewayThatItFollows() {
        AccountingSender beside = new AccountingSender("pgw1", Octets.parseHex("gateway", "02"));
        sessions.started(PGW1, session(in(-10), ADDRESS));
        sessions.started(beside, session(in(-10), PREFIX));
        sessions.started(PGW2, session(in(-10), PREFIX));
        AccountedSession later =
                new AccountedSession(id(7), imsi(7), IOT, Set.of(new Source(id(7))), in(1));
        sessions.started(PGW1, later);
        sessions.senderRestarted(PGW1, in(0));
        assertThat(sessions.at(ADDRESS)).hasSize(1);
        // Numbered as before the restart, and another session.
        AccountedSession again =
                new AccountedSession(S1, imsi(8), IOT, Set.of(new Source(id(8))), in(2));
        sessions.started(PGW1, again);
        clock.passSeconds(60);
        assertThat(sessions.at(ADDRESS)).isEmpty();
        assertThat(sessions.at(new Source(id(7)))).hasSize(1);
        assertThat(sessions.at(new Source(id(8)))).hasSize(1);
        assertThat(sessions.at(PREFIX)).hasSize(1);
        sessions.senderRestarted(beside, null);
        sessions.senderRestarted(PGW2, null);
        clock.passSeconds(60);
        assertThat(sessions.at(PREFIX)).isEmpty();
    }

    /// Accounting has nothing against replays but its time.
    @Test
    void whatIsNotOfAboutNowSaysNothing() {
        sessions.started(PGW1, session(in(-301), ADDRESS));
        sessions.started(PGW1, session(in(301), ADDRESS));
        assertThat(fetched).isEmpty();
        sessions.started(PGW1, session(in(-300), ADDRESS));
        clock.passSeconds(600);
        sessions.stopped(PGW1, session(in(-600), ADDRESS));
        sessions.senderRestarted(PGW1, in(-600));
        clock.passSeconds(60);
        assertThat(sessions.at(ADDRESS)).hasSize(1);
        assertThat(sessions.counts().stale()).isEqualTo(4);
    }

    @Test
    void withoutSubscriberOrAccessPointItSaysNothing() {
        sessions.started(PGW1, new AccountedSession(S1, null, IOT, Set.of(ADDRESS), null));
        sessions.started(PGW1, new AccountedSession(S1, METER, null, Set.of(ADDRESS), null));
        assertThat(fetched).isEmpty();
        assertThat(sessions.counts()).isEqualTo(new AccountedCounts(0, 0, 0, 2, 0, 0));
    }

    @Test
    void anAddressIsOfWhoHadItLast() {
        sessions.started(PGW1, session(null, ADDRESS));
        PdnConnection other = new PdnConnection(imsi(2), IOT, Set.of(ADDRESS));
        AccountedSession second = new AccountedSession(id(2), imsi(2), IOT, Set.of(ADDRESS), null);
        sessions.started(PGW1, second);
        assertThat(sessions.at(ADDRESS)).containsExactly(other);
        AccessPointName elsewhere = new AccessPointName("elsewhere");
        sessions.started(
                PGW1, new AccountedSession(id(3), imsi(3), elsewhere, Set.of(ADDRESS), null));
        assertThat(sessions.at(ADDRESS))
                .containsExactly(new PdnConnection(imsi(3), elsewhere, Set.of(ADDRESS)), other);
    }

    @Test
    void aBearerThatEndsLeavesTheOthersOfItsConnection() {
        sessions.started(PGW1, session(null, ADDRESS));
        sessions.started(PGW1, new AccountedSession(id(2), METER, IOT, Set.of(ADDRESS), null));
        sessions.stopped(PGW1, new AccountedSession(id(2), METER, IOT, Set.of(ADDRESS), null));
        clock.passSeconds(60);
        assertThat(sessions.at(ADDRESS)).containsExactly(CONNECTION);
    }

    @Test
    void anotherSubscriberInASessionIsANewConnection() {
        sessions.started(PGW1, session(null, ADDRESS));
        sessions.started(PGW1, new AccountedSession(S1, imsi(2), IOT, Set.of(ADDRESS), null));
        assertThat(fetched).hasSize(2);
        assertThat(sessions.at(ADDRESS))
                .containsExactly(new PdnConnection(imsi(2), IOT, Set.of(ADDRESS)));
    }

    /// A client with the secret, and no good intentions.
    @Test
    void tenThousandStartsCostTheirClientsBudgetAndNobodyElses() {
        for (int i = 0; i < 10_000; i++) {
            AccountingSender anyGateway = new AccountingSender("pgw1", id(i));
            sessions.started(anyGateway, numbered(i));
        }
        assertThat(fetched).hasSize(AccountingLimits.DEFAULT.prefetchBurst());
        assertThat(sessions.counts().overBudget()).isEqualTo(9_000);
        sessions.started(PGW2, session(null, ADDRESS));
        assertThat(fetched).hasSize(1_001).contains(CONNECTION);
        clock.passSeconds(1);
        for (int i = 0; i < 1_000; i++) {
            sessions.started(PGW1, numbered(20_000 + i));
        }
        assertThat(fetched).hasSize(1_101);
    }

    @Test
    void tenTimesTheMostOfAClientDisplaceItsOwnOldest() {
        sessions = of(new AccountingLimits(100, 1_000, 10, 1, 60));
        sessions.started(PGW2, session(null, ADDRESS));
        for (int i = 0; i < 1_000; i++) {
            sessions.started(PGW1, numbered(i));
            assertThat(sessions.counts().sessions()).isLessThanOrEqualTo(101);
        }
        assertThat(sessions.at(ADDRESS)).hasSize(1);
        assertThat(sessions.at(new Source(id(899)))).isEmpty();
        assertThat(sessions.at(new Source(id(900)))).hasSize(1);
        assertThat(sessions.counts().displaced()).isEqualTo(900);
        // Ends of sessions that nobody knows displace each other only.
        for (int i = 0; i < 1_000; i++) {
            sessions.stopped(PGW1, numbered(5_000 + i));
        }
        assertThat(sessions.at(new Source(id(999)))).hasSize(1);
        assertThat(sessions.counts().sessions()).isEqualTo(101);
    }

    @Test
    void whenAllAreTooManyTheClientWithTheMostGivesWay() {
        sessions = of(new AccountingLimits(100, 100, 10, 1, 60));
        for (int i = 0; i < 60; i++) {
            sessions.started(PGW1, numbered(i));
        }
        for (int i = 0; i < 50; i++) {
            sessions.started(PGW2, numbered(1_000 + i));
        }
        assertThat(sessions.counts().sessions()).isEqualTo(100);
        assertThat(sessions.at(new Source(id(9)))).isEmpty();
        assertThat(sessions.at(new Source(id(10)))).hasSize(1);
        assertThat(sessions.at(new Source(id(1_000)))).hasSize(1);
    }

    @Test
    void oneAddressOfManyAccessPointsStaysShort() {
        for (int i = 0; i < 1_000; i++) {
            AccessPointName own = new AccessPointName("apn" + i);
            sessions.started(
                    PGW1, new AccountedSession(id(i), imsi(i), own, Set.of(ADDRESS), null));
        }
        assertThat(sessions.at(ADDRESS)).hasSize(ClientSessions.MOST_AT_AN_ADDRESS);
    }

    @Test
    void limitsHaveRanges() {
        assertThatThrownBy(() -> new AccountingLimits(0, 1, 1, 1, 1))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new AccountingLimits(1, 1, 1, 1, 86_401))
                .isInstanceOf(InvalidValue.class);
    }
}
