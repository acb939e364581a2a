package dev.bestow.keyserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.EmseId;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.HandOut;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyOwner;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.LocationProof;
import dev.bestow.keystore.OwnRun;
import dev.bestow.keystore.Proof;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// An EMSE that is honest, and one that is not.
final class HandshakeReportsTest {
    private static final AsId EMSE = AsId.parse("emse.example");
    private static final AsId OTHER = AsId.parse("other.example");
    private static final AsId STRANGER = AsId.parse("stranger.example");
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final Imsi NEIGHBOUR = Imsi.parse("001010000000002");
    private static final long DAY_MS = 86_400_000;
    private static final long PENDING_MS = KeyRingLimits.STANDARD.pendingMs();
    private static final int LAST_N = KeyRingLimits.STANDARD.provenPerSource();

    private final Random chance = new Random(7);
    private final Time time = new Time();
    private final List<Consumer<Monitoring.Reading>> figures = new ArrayList<>();
    private Watched ring;
    private KeyRetrieval keys;

    @BeforeEach
    void start(@TempDir Path folder) {
        var wrap =
                EpochKeyWrap.open(folder, EpochKeyPlan.STANDARD, chance::nextBytes, time.nowMs());
        ring = new Watched(new InMemoryStore().keyRing(KeyRingLimits.STANDARD, wrap));
        keys = keyServer("10", KeyServerConfig.Limits.DEFAULT);
    }

    private KeyRetrieval keyServer(String row, KeyServerConfig.Limits limits) {
        var config =
                new KeyServerConfig(
                        SolutionPlan.of(SolutionTable.named(row)),
                        Set.of(EMSE, OTHER),
                        Set.of(KeyKind.values()),
                        limits);
        return new KeyRetrieval(
                config,
                new KeySources(
                        new TracedKeyRing(ring, time),
                        (_, _, _) -> {
                            throw new AssertionError("no MME is asked");
                        },
                        new InMemoryStore().endpoints()),
                time,
                new Monitoring() {
                    @Override
                    public void counter(Metric metric, Consumer<Reading> read) {
                        if (metric.name().equals("northbound_reports")) {
                            figures.add(read);
                        }
                    }
                });
    }

    private static Rand rand(int id) {
        byte[] octets = new byte[Rand.OCTETS];
        octets[0] = (byte) 0xa5;
        octets[15] = (byte) id;
        return new Rand(Octets.copyOf(octets));
    }

    private void push(Imsi imsi, KeyKind kind, int id) {
        push(imsi, kind, id, List.of(EMSE, OTHER));
    }

    private void push(Imsi imsi, KeyKind kind, int id, List<AsId> allowed) {
        PushOutcome pushed =
                ring.push(
                        new PushedKey(
                                imsi,
                                "meter@example.net",
                                List.of(),
                                rand(id),
                                null,
                                AnchorKey.of(kind, Secret.taking(new byte[32])),
                                new KeyOrder(1, (long) id << KeyOrder.IND_BITS),
                                new PlmnId("001", "01"),
                                "mme.example",
                                false,
                                Instant.ofEpochMilli(time.nowMs() + DAY_MS),
                                time.nowMs(),
                                allowed,
                                true));
        assertThat(pushed).isEqualTo(PushOutcome.PENDING);
    }

    private void push(int id) {
        push(IMSI, KeyKind.E2M_INT_KEY, id);
    }

    private void push(int id, List<AsId> allowed) {
        push(IMSI, KeyKind.E2M_INT_KEY, id, allowed);
    }

    private RetrievalAnswer retrieve(AsId endpoint, int id) {
        return keys.retrieve(
                endpoint, new RetrievalRequest(endpoint, new KeyName.ByRand(rand(id).id()), null));
    }

    private void handOut(AsId endpoint, int id) {
        try (RetrievalAnswer answer = retrieve(endpoint, id)) {
            assertThat(answer).isInstanceOf(RetrievalAnswer.Keys.class);
        }
    }

    private ReportAnswer report(AsId endpoint, Rand rand) {
        return keys.report(endpoint, new ReportRequest(endpoint, rand));
    }

    private ReportAnswer report(AsId endpoint, int id) {
        return report(endpoint, rand(id));
    }

    private Candidate.State state(int id) {
        return switch (ring.select(
                KeyKind.E2M_INT_KEY, new KeyName.ByRand(rand(id).id()), time.nowMs())) {
            case Selection.Found(List<Candidate> found) -> found.getFirst().state();
            case Selection.NotYet _,
                    Selection.Withheld _,
                    Selection.Unreadable _,
                    Selection.Unknown _ ->
                    throw new AssertionError("key " + id + " is gone");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10"})
    void aKeyThatAnEndpointCompletedAHandshakeUnderIsProven(String row) {
        keys = keyServer(row, KeyServerConfig.Limits.DEFAULT);
        push(1);
        handOut(EMSE, 1);
        assertThat(state(1)).isEqualTo(Candidate.State.PENDING);
        assertThat(report(EMSE, 1)).isEqualTo(new ReportAnswer.Taken());
        assertThat(state(1)).isEqualTo(Candidate.State.CURRENT);
        time.nowMs += PENDING_MS;
        assertThat(retrieve(EMSE, 1)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @Test
    void aHandOutIsNotedBeforeTheKeyLeaves() {
        push(1);
        handOut(EMSE, 1);
        assertThat(ring.noted)
                .containsExactly(
                        new HandOut(
                                IMSI,
                                KeyKind.E2M_INT_KEY,
                                rand(1),
                                new EmseId(EMSE.fqdn()),
                                time.nowMs()));
    }

    @Test
    void whatCannotBeNotedIsNotHandedOut() {
        push(1);
        push(NEIGHBOUR, KeyKind.E2M_INT_KEY, 1);
        ring.noteable = 1;
        assertThatThrownBy(() -> retrieve(EMSE, 1)).isInstanceOf(StoreFailure.class);
        assertThat(ring.lent)
                .hasSize(2)
                .allSatisfy(key ->
                        assertThatThrownBy(() -> key.octets().use(octets -> octets.length))
                                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void aRowThatNoEndpointProvesPaysNoWrite() {
        keys = keyServer("12", KeyServerConfig.Limits.DEFAULT);
        push(IMSI, KeyKind.KS, 1);
        handOut(EMSE, 1);
        assertThat(ring.noted).isEmpty();
        assertThat(report(EMSE, 1)).isEqualTo(new ReportAnswer.NotAvailable());
        assertThat(ring.proofs).isEmpty();
        assertThat(counted()).containsEntry("no_evidence", 1L);
    }

    @Test
    void aCompromisedEmseReportsHandshakesItNeverHad() {
        push(1);
        handOut(OTHER, 1);
        ReportAnswer neverHanded = report(EMSE, 1);
        push(2, List.of(OTHER));
        ReportAnswer forOthersOnly = report(EMSE, 2);
        ReportAnswer unknown = report(EMSE, 3);
        byte[] sameId = rand(1).octets().toArray();
        sameId[1] = 1;
        ReportAnswer anotherOfThatId = report(EMSE, new Rand(Octets.copyOf(sameId)));
        push(4);
        handOut(EMSE, 4);
        ring.erase(new Erasure(IMSI, 2, time.nowMs() + DAY_MS));
        ReportAnswer withdrawn = report(EMSE, 4);
        assertThat(List.of(neverHanded, forOthersOnly, unknown, anotherOfThatId, withdrawn))
                .as("one answer, whether there is such a key or not")
                .containsOnly(new ReportAnswer.NotAvailable());
        assertThat(counted()).containsEntry("not_handed_out", 5L).containsEntry("proven", 0L);
    }

    @Test
    void aCompromisedEmseDoesNotProveTheKeysOfOthers() {
        push(1);
        handOut(OTHER, 1);
        for (int i = 0; i < 100; i++) {
            assertThat(report(EMSE, 1)).isEqualTo(new ReportAnswer.NotAvailable());
        }
        assertThat(state(1)).isEqualTo(Candidate.State.PENDING);
    }

    @Test
    void aThousandReportsOfOneKeyAreOne() {
        push(1);
        push(2);
        handOut(EMSE, 1);
        handOut(EMSE, 2);
        report(EMSE, 1);
        report(EMSE, 2);
        long reportedAtMs = time.nowMs();
        for (int i = 0; i < 1_000; i++) {
            time.nowMs++;
            assertThat(report(EMSE, 1)).isEqualTo(new ReportAnswer.Taken());
        }
        assertThat(state(2)).isEqualTo(Candidate.State.CURRENT);
        assertThat(state(1)).isEqualTo(Candidate.State.PREVIOUS);
        time.nowMs = reportedAtMs + KeyRingLimits.STANDARD.graceMs();
        assertThat(retrieve(EMSE, 1))
                .as("its grace time began with the first report of the next")
                .isEqualTo(new RetrievalAnswer.NotAvailable());
    }

    @Test
    void aCompromisedEmseDisplacesNoKeyThatAnotherSourceProves() {
        push(1);
        ring.prove(
                new LocationProof(
                        IMSI,
                        KeyKind.E2M_INT_KEY,
                        1,
                        "mme.example",
                        1L << KeyOrder.IND_BITS,
                        time.nowMs()));
        push(2);
        ring.prove(new OwnRun(IMSI, KeyKind.E2M_INT_KEY, rand(2), time.nowMs()));
        for (int id = 3; id < 3 + 3 * LAST_N; id++) {
            push(id);
            handOut(EMSE, id);
            assertThat(report(EMSE, id)).isEqualTo(new ReportAnswer.Taken());
        }
        time.nowMs += PENDING_MS;
        assertThat(state(1)).isEqualTo(Candidate.State.CURRENT);
        assertThat(state(2)).isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    void aLateReportOfAnOwnKeyIsTakenAndProvesNothing() {
        for (int id = 1; id <= LAST_N + 1; id++) {
            push(id);
            handOut(EMSE, id);
        }
        for (int id = LAST_N + 1; id >= 1; id--) {
            assertThat(report(EMSE, id)).isEqualTo(new ReportAnswer.Taken());
        }
        assertThat(state(1)).isEqualTo(Candidate.State.PENDING);
        assertThat(counted()).containsEntry("outdated", 1L);
    }

    @Test
    void aStrangerReportsNothingAndRegistersNowhere() {
        push(1);
        assertThat(report(STRANGER, 1)).isEqualTo(new ReportAnswer.NotAuthorised());
        assertThat(keys.register(STRANGER)).isEqualTo(new RegistrationAnswer.NotAuthorised());
        assertThat(ring.proofs).isEmpty();
        assertThat(counted()).containsEntry("unknown_caller", 1L);
    }

    @Test
    void reportsRetrievalsAndRegistrationsArePaidFromOneRate() {
        keys = keyServer("10", new KeyServerConfig.Limits(1, 3, DAY_MS, DAY_MS, DAY_MS));
        push(1);
        handOut(EMSE, 1);
        assertThat(report(EMSE, 1)).isEqualTo(new ReportAnswer.Taken());
        assertThat(keys.register(EMSE)).isInstanceOf(RegistrationAnswer.Registered.class);
        assertThat(report(EMSE, 1)).isEqualTo(new ReportAnswer.TooMany(1));
        assertThat(keys.register(EMSE)).isEqualTo(new RegistrationAnswer.TooMany(1));
        assertThat(retrieve(EMSE, 1)).isEqualTo(new RetrievalAnswer.TooMany(1));
        handOut(OTHER, 1);
        assertThat(report(OTHER, 1))
                .as("another's rate is its own")
                .isEqualTo(new ReportAnswer.Taken());
    }

    @Test
    void aStoreThatFailsIsNoAnswer() {
        push(1);
        handOut(EMSE, 1);
        ring.noteable = 0;
        assertThatThrownBy(() -> report(EMSE, 1)).isInstanceOf(StoreFailure.class);
    }

    @Test
    void aRegistrationSaysWhatAnEndpointGets() {
        assertThat(keys.register(EMSE))
                .isEqualTo(
                        new RegistrationAnswer.Registered(
                                EMSE, SolutionTable.named("10"), 7 * 86_400));
    }

    /// Reports so far, by what they came to.
    private Map<String, Long> counted() {
        Map<String, Long> counted = new HashMap<>();
        for (Consumer<Monitoring.Reading> figure : figures) {
            figure.accept((value, labels) -> counted.merge(labels[0], value, Long::sum));
        }
        return counted;
    }

    private static final class Time implements Clock {
        private long nowMs = 1_790_000_000_000L;

        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }

    /// A ring that remembers what it was told and lent, and can fail.
    private static final class Watched implements KeyRing {
        private final KeyRing ring;
        private final List<HandOut> noted = new ArrayList<>();
        private final List<Proof> proofs = new ArrayList<>();
        private final List<AnchorKey> lent = new ArrayList<>();
        private int noteable = Integer.MAX_VALUE;

        Watched(KeyRing ring) {
            this.ring = ring;
        }

        @Override
        public PushOutcome push(PushedKey key) {
            return ring.push(key);
        }

        @Override
        public ProofOutcome prove(Proof proof) {
            pay();
            proofs.add(proof);
            return ring.prove(proof);
        }

        @Override
        public void noteHandOut(HandOut handOut) {
            pay();
            noted.add(handOut);
            ring.noteHandOut(handOut);
        }

        private void pay() {
            if (noteable-- == 0) {
                throw new StoreFailure("the disk is full");
            }
        }

        @Override
        public void erase(Erasure erasure) {
            ring.erase(erasure);
        }

        @Override
        public Selection select(
                KeyKind kind, KeyName name, long nowMs, Predicate<KeyOwner> mayHave) {
            Selection selection = ring.select(kind, name, nowMs, mayHave);
            if (selection instanceof Selection.Found(List<Candidate> candidates)) {
                candidates.forEach(candidate -> lent.add(candidate.key()));
            }
            return selection;
        }

        @Override
        public long sweep(long nowMs) {
            return ring.sweep(nowMs);
        }
    }
}
