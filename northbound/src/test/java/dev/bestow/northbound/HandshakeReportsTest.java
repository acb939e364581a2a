package dev.bestow.northbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Octets;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.core.Timers;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.http.ReportOutcome;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.wire.north.ReportRequest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

final class HandshakeReportsTest {
    private static final AsId EMSE = AsId.parse("emse.example");
    private static final Octets RAND_AS = Octets.copyOf(new byte[16]);
    private static final Octets DIGEST = Octets.copyOf(new byte[32]);
    private static final ReportOutcome TAKEN = new ReportOutcome.Taken();
    private static final ReportOutcome AWAY = new ReportOutcome.Failed("no connection", 1);
    private static final long SECONDS = 20;

    private final BlockingQueue<ReportRequest> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> due = new LinkedBlockingQueue<>();
    private final List<Long> waits = new CopyOnWriteArrayList<>();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final Ports ports = new Ports(new Stopped(), this::later, octets -> {}, watched());
    private volatile @Nullable ReportOutcome answer = TAKEN;
    private volatile ReplayClaims.Outcome claimed = new ReplayClaims.Outcome.Admitted();
    private @Nullable Consumer<Monitoring.Reading> figures;

    private Monitoring watched() {
        return new Monitoring() {
            @Override
            public void counter(Metric metric, Consumer<Reading> read) {
                figures = read;
            }
        };
    }

    private Timers.Timer later(long delayMs, Runnable action) {
        waits.add(delayMs);
        due.add(action);
        return () -> {};
    }

    private ReportOutcome operator(ReportRequest report) {
        asked.add(report);
        if (answer == null) {
            throw new IllegalStateException("a fault of ours");
        }
        return answer;
    }

    private HandshakeReports reports(String row) {
        return new HandshakeReports(EMSE, SolutionTable.named(row), this::operator, ports);
    }

    private ReplayClaims claims(String row) {
        return reports(row).watching(new Claims());
    }

    private static void verified(ReplayClaims claims, Rand key) {
        claims.claim(key, RAND_AS, DIGEST, Instant.EPOCH);
    }

    private static Rand rand(int id) {
        byte[] octets = new byte[Rand.OCTETS];
        octets[0] = (byte) (id >> 8);
        octets[15] = (byte) id;
        return new Rand(Octets.copyOf(octets));
    }

    private ReportRequest asked() throws InterruptedException {
        return requireNonNull(asked.poll(SECONDS, TimeUnit.SECONDS), "no report");
    }

    private Map<String, Long> counted() {
        Map<String, Long> counted = new HashMap<>();
        requireNonNull(figures, "no counter")
                .accept((value, labels) -> counted.put(labels[0], value));
        return counted;
    }

    private void awaitCount(String outcome, long count) {
        await().atMost(Duration.ofSeconds(SECONDS))
                .until(() -> requireNonNull(counted().get(outcome)) >= count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10", "1D"})
    void aKeyIsReportedOnceAMessageVerifiesUnderItAndNoMore(String row) throws Exception {
        ReplayClaims claims = claims(row);
        verified(claims, rand(1));
        assertThat(asked()).isEqualTo(new ReportRequest(EMSE, rand(1)));
        awaitCount("taken", 1);
        for (int i = 0; i < 100; i++) {
            verified(claims, rand(1));
        }
        verified(claims, rand(2));
        assertThat(asked()).isEqualTo(new ReportRequest(EMSE, rand(2)));
        awaitCount("taken", 2);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12", "3"})
    void whereTheEndpointsWordProvesNothingNothingIsReported(String row) {
        Claims claims = new Claims();
        assertThat(reports(row).watching(claims)).isSameAs(claims);
    }

    @Test
    void whatIsNotTheFirstOfItsKindProvesNothing() {
        ReplayClaims claims = claims("10");
        for (ReplayClaims.Outcome outcome :
                List.of(
                        new ReplayClaims.Outcome.Replayed(),
                        new ReplayClaims.Outcome.Repeat(null),
                        new ReplayClaims.Outcome.Full(),
                        new ReplayClaims.Outcome.Expired())) {
            claimed = outcome;
            verified(claims, rand(1));
        }
        assertThat(counted()).containsEntry("taken", 0L);
        assertThat(asked).isEmpty();
    }

    @Test
    void aDeviceDoesNotWaitForTheOperator() throws Exception {
        var reports =
                new HandshakeReports(
                        EMSE,
                        SolutionTable.named("10"),
                        report -> {
                            awaitAnswering();
                            return operator(report);
                        },
                        ports);
        ReplayClaims claims = reports.watching(new Claims());
        verified(claims, rand(1));
        assertThat(asked).as("it is not answered yet").isEmpty();
        answering.countDown();
        assertThat(asked().rand()).isEqualTo(rand(1));
    }

    private void awaitAnswering() {
        try {
            assertThat(answering.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anOperatorThatIsAwayIsTriedAgainAFewTimesAndByTheNextMessage() throws Exception {
        answer = AWAY;
        ReplayClaims claims = claims("10");
        verified(claims, rand(1));
        for (int i = 0; i < 3; i++) {
            asked();
            requireNonNull(due.poll(SECONDS, TimeUnit.SECONDS), "no retry").run();
        }
        asked();
        awaitCount("dropped", 1);
        assertThat(waits).containsExactly(1_000L, 4_000L, 16_000L);
        assertThat(due).isEmpty();
        answer = TAKEN;
        verified(claims, rand(1));
        assertThat(asked().rand()).isEqualTo(rand(1));
    }

    /// Nothing waits for good, and the next try is as good as any.
    @Test
    void aReportThatBreaksIsTriedAgain() throws Exception {
        answer = null;
        ReplayClaims claims = claims("10");
        verified(claims, rand(1));
        assertThat(asked()).isEqualTo(new ReportRequest(EMSE, rand(1)));
        Runnable again = requireNonNull(due.poll(SECONDS, TimeUnit.SECONDS), "no further try");
        answer = TAKEN;
        again.run();
        assertThat(asked()).isEqualTo(new ReportRequest(EMSE, rand(1)));
        awaitCount("taken", 1);
    }

    @Test
    void anOperatorThatSaysWhenIsTriedThen() throws Exception {
        answer = new ReportOutcome.Failed("status 429", 7);
        verified(claims("10"), rand(1));
        asked();
        assertThat(due.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(waits).containsExactly(7_000L);
    }

    @Test
    void aRefusalIsFinal() throws Exception {
        answer = new ReportOutcome.Refused("status 404");
        ReplayClaims claims = claims("10");
        verified(claims, rand(1));
        asked();
        awaitCount("refused", 1);
        verified(claims, rand(1));
        verified(claims, rand(2));
        awaitCount("refused", 2);
        assertThat(due).isEmpty();
        assertThat(asked).containsExactly(new ReportRequest(EMSE, rand(2)));
    }

    @Test
    void moreThanMayWaitAreDropped() throws Exception {
        answer = AWAY;
        ReplayClaims claims = claims("10");
        for (int i = 0; i < HandshakeReports.CAPACITY; i++) {
            verified(claims, rand(i));
        }
        verified(claims, rand(HandshakeReports.CAPACITY));
        assertThat(counted()).containsEntry("dropped", 1L);
        for (int i = 0; i < HandshakeReports.CAPACITY; i++) {
            assertThat(due.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(asked).hasSize(HandshakeReports.CAPACITY);
    }

    @Test
    void nothingIsTriedAgainAfterTheEnd() throws Exception {
        answer = AWAY;
        HandshakeReports reports = reports("10");
        ReplayClaims claims = reports.watching(new Claims());
        verified(claims, rand(1));
        asked();
        Runnable retry = requireNonNull(due.poll(SECONDS, TimeUnit.SECONDS), "no retry");
        reports.close();
        retry.run();
        verified(claims, rand(2));
        assertThat(asked.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    /// What a report stands on is closed after it.
    @Test
    void theEndWaitsForAReportUnderWay() throws Exception {
        var begun = new CountDownLatch(1);
        var reports =
                new HandshakeReports(
                        EMSE,
                        SolutionTable.named("10"),
                        report -> {
                            begun.countDown();
                            awaitAnswering();
                            return operator(report);
                        },
                        ports);
        verified(reports.watching(new Claims()), rand(1));
        assertThat(begun.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(reports::close);
        assertThat(closing.join(Duration.ofMillis(100))).as("closed").isFalse();
        answering.countDown();
        assertThat(closing.join(Duration.ofSeconds(SECONDS))).isTrue();
        assertThat(asked).hasSize(1);
    }

    private static final class Stopped implements Clock {
        @Override
        public long nowMs() {
            return 0;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }

    private final class Claims implements ReplayClaims {
        @Override
        public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
            return claimed;
        }

        @Override
        public void storeResponse(Rand key, Octets randAs, Octets response) {}
    }
}
