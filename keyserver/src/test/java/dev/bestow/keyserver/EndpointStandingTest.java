package dev.bestow.keyserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.north.RevocationAnswer;
import dev.bestow.wire.north.RevocationRequest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What an endpoint revokes, and one that the operator shuts out.
final class EndpointStandingTest {
    private static final AsId METERS = AsId.parse("meters.example");
    private static final AsId PUMPS = AsId.parse("pumps.example");
    private static final AsId OF_MMES = AsId.parse("mmes.example");
    private static final AsId STRANGER = AsId.parse("stranger.example");
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final KeyName.ByGuti GUTI =
            new KeyName.ByGuti(new Guti(PlmnId.parse("001/01"), 0x8001, 1, 7), new Eksi(0));
    private static final RetrievalAnswer NOTHING = new RetrievalAnswer.NotAvailable();
    private static final RevocationAnswer NOTHING_TO_REVOKE = new RevocationAnswer.NotAvailable();
    private static final RevocationAnswer REVOKED = new RevocationAnswer.Revoked();
    private static final long DAY_MS = 86_400_000;

    private final Time time = new Time();
    private final InMemoryStore store = new InMemoryStore();
    private final EndpointStore endpoints = store.endpoints();
    private RetrievalAnswer atMme = NOTHING;
    private KeyRing ring;
    private KeyRetrieval keys;

    @BeforeEach
    void start(@TempDir Path folder) {
        var wrap =
                EpochKeyWrap.open(
                        folder, EpochKeyPlan.STANDARD, new Random(5)::nextBytes, time.nowMs());
        ring = store.keyRing(KeyRingLimits.STANDARD, wrap);
        var plan =
                new SolutionPlan(
                        SolutionTable.named("10"), Map.of(OF_MMES, SolutionTable.named("11")));
        var config =
                new KeyServerConfig(
                        plan,
                        Set.of(METERS, PUMPS, OF_MMES),
                        Set.of(KeyKind.values()),
                        KeyServerConfig.Limits.DEFAULT);
        keys =
                new KeyRetrieval(
                        config,
                        new KeySources(
                                new TracedKeyRing(ring, time), (_, _, _) -> atMme, endpoints),
                        time,
                        Monitoring.NONE);
        push(1);
    }

    private static Rand rand(int id) {
        byte[] octets = new byte[Rand.OCTETS];
        octets[15] = (byte) id;
        return new Rand(Octets.copyOf(octets));
    }

    private void push(int id) {
        ring.push(
                new PushedKey(
                        IMSI,
                        "meter@example.net",
                        List.of(),
                        rand(id),
                        null,
                        AnchorKey.of(KeyKind.E2M_INT_KEY, Secret.taking(new byte[32])),
                        new KeyOrder(1, (long) id << KeyOrder.IND_BITS),
                        PlmnId.parse("001/01"),
                        "mme.test",
                        false,
                        Instant.ofEpochMilli(time.nowMs() + DAY_MS),
                        time.nowMs(),
                        List.of(METERS, PUMPS),
                        true));
    }

    private RetrievalAnswer retrieve(AsId caller, int id) {
        return keys.retrieve(
                caller, new RetrievalRequest(caller, new KeyName.ByRand(rand(id).id()), null));
    }

    private RevocationAnswer revoke(AsId caller, int id) {
        return revoke(caller, id, null);
    }

    private RevocationAnswer revoke(AsId caller, int id, KeyName.@Nullable ByGuti guti) {
        return keys.revoke(caller, new RevocationRequest(caller, rand(id), guti));
    }

    @Test
    void aRevokedLeafIsNotGivenAgainToItsEndpointAndIsToOthers() {
        assertThat(retrieve(METERS, 1)).isInstanceOf(RetrievalAnswer.Keys.class);
        assertThat(revoke(METERS, 1)).isEqualTo(REVOKED);
        assertThat(revoke(METERS, 1)).as("again").isEqualTo(REVOKED);
        assertThat(retrieve(METERS, 1)).isEqualTo(NOTHING);
        assertThat(retrieve(PUMPS, 1)).isInstanceOf(RetrievalAnswer.Keys.class);
        push(2);
        assertThat(retrieve(METERS, 2)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @Test
    void aKeyThatIsNotThereAndOneOfOthersAreOneAnswerAndLeaveNothing() {
        assertThat(revoke(METERS, 9)).isEqualTo(NOTHING_TO_REVOKE);
        assertThat(revoke(OF_MMES, 1)).as("it names no GUTI").isEqualTo(NOTHING_TO_REVOKE);
        assertThat(revoke(STRANGER, 1)).isEqualTo(new RevocationAnswer.NotAuthorised());
        assertThat(endpoints.isRevoked(METERS, rand(9))).isFalse();
        assertThat(endpoints.isRevoked(OF_MMES, rand(1))).isFalse();
    }

    @Test
    void aRevocationEndsWithItsKey() {
        revoke(METERS, 1);
        assertThat(endpoints.sweep(time.nowMs() + DAY_MS - 1)).isZero();
        assertThat(endpoints.sweep(time.nowMs() + DAY_MS)).isEqualTo(1);
    }

    @Test
    void aLeafOfAKeyThatStaysWithItsMmeIsRevokedByItsGuti() {
        atMme = mmeKey(3, DAY_MS);
        assertThat(revoke(OF_MMES, 4, GUTI)).as("another run").isEqualTo(NOTHING_TO_REVOKE);
        atMme = mmeKey(3, DAY_MS);
        assertThat(revoke(OF_MMES, 3, GUTI)).isEqualTo(REVOKED);
        atMme = mmeKey(3, DAY_MS);
        assertThat(keys.retrieve(OF_MMES, new RetrievalRequest(OF_MMES, GUTI, null)))
                .isEqualTo(NOTHING);
        atMme = new RetrievalAnswer.SourceUnavailable(2);
        assertThat(revoke(OF_MMES, 3, GUTI)).isEqualTo(new RevocationAnswer.SourceUnavailable(2));
    }

    private RetrievalAnswer mmeKey(int id, long lifeMs) {
        return new RetrievalAnswer.Keys(
                List.of(
                        new RetrievedKey(
                                new KsAs(Secret.taking(new byte[KsAs.OCTETS])),
                                rand(id),
                                GUTI,
                                KeyRoot.CK_IK,
                                Instant.ofEpochMilli(time.nowMs() + lifeMs),
                                "meter@example.net",
                                true)));
    }

    @Test
    void whoIsShutOutIsRefusedEverythingAndOthersAreServed() {
        retrieve(METERS, 1);
        shutOut(METERS);
        assertThat(retrieve(METERS, 1)).isEqualTo(new RetrievalAnswer.NotAuthorised());
        assertThat(keys.report(METERS, new ReportRequest(METERS, rand(1))))
                .isEqualTo(new ReportAnswer.NotAuthorised());
        assertThat(keys.register(METERS)).isEqualTo(new RegistrationAnswer.NotAuthorised());
        assertThat(revoke(METERS, 1)).isEqualTo(new RevocationAnswer.NotAuthorised());
        assertThat(retrieve(PUMPS, 1)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @Test
    void onceAdmittedItGetsFreshKeysOnly() {
        shutOut(METERS);
        time.nowMs += 1_000;
        push(2);
        endpoints.keep(endpoints.standing(METERS).admitted());
        assertThat(retrieve(METERS, 1)).as("what a thief may have").isEqualTo(NOTHING);
        assertThat(retrieve(METERS, 2)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @Test
    void aKeyThatStaysWithItsMmeIsFreshByItsEnd() {
        var request = new RetrievalRequest(OF_MMES, GUTI, null);
        shutOut(OF_MMES);
        endpoints.keep(endpoints.standing(OF_MMES).admitted());
        atMme = mmeKey(3, DAY_MS);
        assertThat(keys.retrieve(OF_MMES, request)).isEqualTo(NOTHING);
        time.nowMs += 1_000;
        atMme = mmeKey(4, DAY_MS);
        assertThat(keys.retrieve(OF_MMES, request)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    private void shutOut(AsId endpoint) {
        endpoints.keep(endpoints.standing(endpoint).shutOut(time.nowMs()));
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
}
