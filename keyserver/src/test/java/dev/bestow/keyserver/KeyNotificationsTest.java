package dev.bestow.keyserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.EmseId;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.core.Timers;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

final class KeyNotificationsTest {
    private static final PlmnId PLMN = new PlmnId("001", "01");
    private static final AsId AS = AsId.parse("as.example");
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final Guti GUTI = new Guti(PLMN, 0x8001, 1, 100);
    private static final String MME = GUTI.mmeFqdn();
    private static final long DAY_MS = 86_400_000;
    private static final long SECONDS = 20;

    private final Random chance = new Random(5);
    private final Time time = new Time();
    private final InMemoryStore store = new InMemoryStore();
    private final BlockingQueue<KeyPull> pulls = new LinkedBlockingQueue<>();
    private final List<Long> waits = new ArrayList<>();
    private final BlockingQueue<Runnable> due = new LinkedBlockingQueue<>();
    private SolutionPlan plan = SolutionPlan.of(SolutionTable.named("12"));
    private Party party = Party.SCEF;
    private KeyIdentifier keyIdentifier = KeyIdentifier.RAND;
    private @Nullable KeyPush pulled;
    private EpochKeyWrap wrap;
    private Server server;

    private record Server(KeyNotifications notifications, KeyRetrieval keyRetrieval) {}

    @BeforeEach
    void start(@TempDir Path folder) {
        wrap = epochKeys(folder);
        server = server(KeyServerConfig.Limits.DEFAULT);
    }

    private EpochKeyWrap epochKeys(Path folder) {
        return EpochKeyWrap.open(folder, EpochKeyPlan.STANDARD, chance::nextBytes, time.nowMs());
    }

    private Server server(KeyServerConfig.Limits limits) {
        var config =
                new KeyServerConfig(
                        plan,
                        Set.of(AS),
                        Set.of(),
                        SolutionTable.kindsPushedTo(party),
                        keyIdentifier,
                        limits);
        var ring = new TracedKeyRing(store.keyRing(KeyRingLimits.STANDARD, wrap), time);
        var keyRetrieval =
                new KeyRetrieval(
                        config,
                        new KeySources(
                                ring,
                                (_, _, _) -> {
                                    throw new AssertionError("no MME is asked");
                                },
                                store.endpoints()),
                        time,
                        Monitoring.NONE);
        return new Server(
                new KeyNotifications(config, ring, this::pull, time, this::later), keyRetrieval);
    }

    private @Nullable KeyPullAnswer pull(KeyPull pull) {
        pulls.add(pull);
        return pulled == null ? new KeyPullAnswer.UnknownKey() : new KeyPullAnswer.Key(pulled);
    }

    private Timers.Timer later(long delayMs, Runnable action) {
        waits.add(delayMs);
        due.add(action);
        return () -> {};
    }

    /// The time comes to ask for a missing key; returns what the HSS was asked.
    private KeyPull asked() throws InterruptedException {
        Runnable ask = due.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(ask).as("a key is waited for").isNotNull();
        requireNonNull(ask).run();
        return requireNonNull(pulls.poll(SECONDS, TimeUnit.SECONDS), "no pull");
    }

    private static Rand rand(int id) {
        byte[] octets = new byte[Rand.OCTETS];
        octets[15] = (byte) id;
        return new Rand(Octets.copyOf(octets));
    }

    private KeyPush push(int id, long epoch, long lifeMs) {
        return push(id, epoch, lifeMs, true);
    }

    private KeyPush push(int id, long epoch, long lifeMs, boolean confirms) {
        return push(id, epoch, lifeMs, confirms, MME);
    }

    /// A key whose vector left for an MME that does not confirm.
    private void pushed(int id, String host) {
        server.notifications().onKeyPush(push(id, 1, DAY_MS, false, host));
    }

    private void located(int upTo, String host) {
        assertThat(
                        server.notifications()
                                .onLocationProof(
                                        new KeyLocationProof(
                                                IMSI, KeyKind.KS, 1, (long) upTo << 5, host, null)))
                .isEqualTo(new KeyPushAnswer.Accepted());
    }

    private KeyPush push(int id, long epoch, long lifeMs, boolean confirms, String host) {
        byte[] ks = new byte[Ks.OCTETS];
        ks[0] = (byte) id;
        return new KeyPush(
                IMSI,
                "meter@example.net",
                List.of(),
                rand(id),
                new Ks(Secret.taking(ks)),
                epoch,
                (long) id << 5,
                PLMN,
                host,
                confirms,
                Instant.ofEpochMilli(time.nowMs() + lifeMs),
                new SecurityPolicy(List.of(AS), 86_400, true));
    }

    private static KeyConfirm confirm(int id, long serial) {
        return new KeyConfirm(IMSI, rand(id), GUTI, new Eksi(id % 7), 1, serial);
    }

    private RetrievalAnswer retrieve(int id) {
        return retrieve(rand(id).id());
    }

    private RetrievalAnswer retrieve(RandId id) {
        return server.keyRetrieval()
                .retrieve(AS, new RetrievalRequest(AS, new KeyName.ByRand(id), null));
    }

    /// This node as an EMKS.
    private void startEmks() {
        plan = SolutionPlan.of(SolutionTable.named("2"));
        party = Party.EMKS;
        server = server(KeyServerConfig.Limits.DEFAULT);
    }

    private KeyPush pushOf(E2mIntKey key, int id) {
        KeyPush like = push(id, 1, DAY_MS, false);
        return new KeyPush(
                IMSI,
                like.externalIdentifier(),
                like.applicationIdentities(),
                like.rand(),
                key,
                like.epoch(),
                like.issueNumber(),
                PLMN,
                MME,
                false,
                like.expiry(),
                like.policy());
    }

    private static E2mIntKey e2mIntKey() {
        return new E2mIntKey(Secret.taking(new byte[E2mIntKey.OCTETS]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10"})
    void anEmseGetsTheKeyOfItsOwnNameBelowTheE2mIntKey(String row) {
        startEmks();
        plan = SolutionPlan.of(SolutionTable.named(row));
        server = server(KeyServerConfig.Limits.DEFAULT);
        assertThat(server.notifications().onKeyPush(pushOf(e2mIntKey(), 1)))
                .isEqualTo(new KeyPushAnswer.Accepted());
        assertThat(retrieve(1))
                .isInstanceOfSatisfying(
                        RetrievalAnswer.Keys.class,
                        answer ->
                                assertThat(answer.keys().getFirst().leaf())
                                        .isEqualTo(
                                                E2mKey.from(e2mIntKey(), new EmseId(AS.fqdn()))));
        assertThat(retrieve(2)).isEqualTo(new RetrievalAnswer.NotAvailable());
    }

    @Test
    void anEmksConfiguredSoKnowsAKeyByItsShortHashToo() {
        startEmks();
        server.notifications().onKeyPush(pushOf(e2mIntKey(), 1));
        assertThat(retrieve(e2mIntKey().shortHash())).isEqualTo(new RetrievalAnswer.NotAvailable());
        keyIdentifier = KeyIdentifier.HASH;
        startEmks();
        server.notifications().onKeyPush(pushOf(e2mIntKey(), 1));
        for (RandId id : List.of(rand(1).id(), e2mIntKey().shortHash())) {
            assertThat(retrieve(id)).isInstanceOf(RetrievalAnswer.Keys.class);
        }
    }

    /// Whatever is configured, a Ks has no name but its RAND's.
    @Test
    void aKsHasNoShortHash() {
        keyIdentifier = KeyIdentifier.HASH;
        server = server(KeyServerConfig.Limits.DEFAULT);
        pushed(1, MME);
        var asE2m = new E2mIntKey(push(1, 1, DAY_MS).key().octets());
        assertThat(retrieve(asE2m.shortHash())).isEqualTo(new RetrievalAnswer.NotAvailable());
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @Test
    void aKeyServerTakesNoKeyOfAnothersKind() {
        assertThat(server.notifications().onKeyPush(pushOf(e2mIntKey(), 1)))
                .isEqualTo(new KeyPushAnswer.Refused(ResultCode.INVALID_AVP_VALUE));
        assertThat(retrieve(1)).isEqualTo(new RetrievalAnswer.NotAvailable());
        startEmks();
        assertThat(server.notifications().onKeyPush(push(2, 1, DAY_MS, false)))
                .isEqualTo(new KeyPushAnswer.Refused(ResultCode.INVALID_AVP_VALUE));
    }

    /// Of one run, in one store that an SCEF and an EMKS share.
    @Test
    void keysOfTwoKindsDoNotMeet() {
        server.notifications().onKeyPush(push(1, 1, DAY_MS, true));
        startEmks();
        server.notifications().onKeyPush(pushOf(e2mIntKey(), 1));
        assertThat(retrieve(1))
                .as("needs no confirmation")
                .isInstanceOf(RetrievalAnswer.Keys.class);
        plan = SolutionPlan.of(SolutionTable.named("12"));
        party = Party.SCEF;
        server = server(KeyServerConfig.Limits.DEFAULT);
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.NotYet.class);
    }

    @Test
    void aPushBelowTheEpochFloorIsNotCalledAccepted() {
        assertThat(server.notifications().onKeyPush(push(1, 2, DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Accepted());
        assertThat(server.notifications().onKeyPush(push(2, 1, DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Refused(ResultCode.UNABLE_TO_COMPLY));
    }

    @Test
    void onlyAKeyOfAnMmeThatConfirmsIsNotYetThere() {
        server.notifications().onKeyPush(push(1, 1, DAY_MS, true));
        server.notifications().onKeyPush(push(2, 1, DAY_MS, false));
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.NotYet.class);
        assertThat(retrieve(2))
                .isInstanceOfSatisfying(
                        RetrievalAnswer.Keys.class,
                        answer -> {
                            assertThat(answer.keys()).hasSize(1);
                            assertThat(answer.keys().getFirst().rand()).isEqualTo(rand(2));
                            assertThat(answer.keys().getFirst().guti()).isNull();
                        });
        assertThat(retrieve(3)).isEqualTo(new RetrievalAnswer.NotAvailable());
    }

    /// Whatever comes twice, late or before the other.
    @ParameterizedTest
    @ValueSource(strings = {"1 2 L2", "L2 1 2", "1 L2 2 L2", "2 L2 L1 1", "1 2 L2 1 2 L1"})
    void aLocationProvesTheKeysOfItsMmeInAnyOrder(String order) {
        for (String fact : order.split(" ", -1)) {
            if (fact.startsWith("L")) {
                located(Integer.parseInt(fact.substring(1)), MME);
            } else {
                pushed(Integer.parseInt(fact), MME);
            }
        }
        pushed(3, MME);
        time.nowMs += KeyRingLimits.STANDARD.pendingMs();
        assertThat(retrieve(2)).isInstanceOf(RetrievalAnswer.Keys.class);
        assertThat(retrieve(3)).as("unproven").isEqualTo(new RetrievalAnswer.NotAvailable());
    }

    /// Both ends name the key, so nobody has to know which one is newest.
    @Test
    void aReauthenticationWithoutAnUpdateLocationLeavesBothKeys() {
        pushed(1, MME);
        located(1, MME);
        time.nowMs += DAY_MS / 4;
        pushed(2, MME);
        assertThat(retrieve(1)).as("of a session").isInstanceOf(RetrievalAnswer.Keys.class);
        assertThat(retrieve(2)).as("that opens now").isInstanceOf(RetrievalAnswer.Keys.class);
        time.nowMs += KeyRingLimits.STANDARD.pendingMs();
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.Keys.class);
        assertThat(retrieve(2)).isEqualTo(new RetrievalAnswer.NotAvailable());
        pushed(3, MME);
        located(3, MME);
        time.nowMs += KeyRingLimits.STANDARD.graceMs();
        assertThat(retrieve(1)).as("superseded").isEqualTo(new RetrievalAnswer.NotAvailable());
        assertThat(retrieve(3)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    /// An MME that asked for four takes them one by one, and sends one Update Location.
    @Test
    void vectorsThatAreUsedOneByOneAllHaveTheirKeys() {
        for (int id = 1; id <= 4; id++) {
            pushed(id, MME);
        }
        located(4, MME);
        time.nowMs += DAY_MS / 2;
        for (int id = 1; id <= 4; id++) {
            assertThat(retrieve(id)).isInstanceOf(RetrievalAnswer.Keys.class);
        }
        pushed(5, MME);
        located(5, MME);
        time.nowMs += KeyRingLimits.STANDARD.graceMs();
        for (int id = 1; id <= 4; id++) {
            assertThat(retrieve(id)).isEqualTo(new RetrievalAnswer.NotAvailable());
        }
        assertThat(retrieve(5)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    /// Another MME with a certificate asks for vectors of this subscriber, as often as it likes, and claims to serve
    /// it. The HSS numbers locations as they come.
    @Test
    void anotherMmesRequestsBetweenAVectorAndItsUpdateLocationCostNoKey() {
        String rogue = "mme.rogue.example";
        pushed(1, MME);
        for (int id = 2; id < 50; id++) {
            time.nowMs += KeyRingLimits.STANDARD.underWayMs() / 8;
            pushed(id, rogue);
        }
        located(50, rogue);
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.Keys.class);
        located(51, MME);
        time.nowMs += KeyRingLimits.STANDARD.pendingMs();
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    /// A store that is opened again has what it acknowledged.
    @Test
    void aRestartBetweenPushAndProofChangesNothing() {
        pushed(1, MME);
        server = server(KeyServerConfig.Limits.DEFAULT);
        located(1, MME);
        server = server(KeyServerConfig.Limits.DEFAULT);
        time.nowMs += KeyRingLimits.STANDARD.pendingMs();
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @Test
    void aLocationProvesNoKeyThatItsMmeConfirms() {
        server.notifications().onKeyPush(push(1, 1, DAY_MS, true));
        located(1, MME);
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.NotYet.class);
    }

    @Test
    void aPushThatFindsNoRoomIsRefusedAndItsConfirmationAsksForTheKey() throws Exception {
        for (int id = 1; id <= KeyRingLimits.STANDARD.pendingPerMme(); id++) {
            assertThat(server.notifications().onKeyPush(push(id, 1, DAY_MS)))
                    .isEqualTo(new KeyPushAnswer.Accepted());
        }
        assertThat(server.notifications().onKeyPush(push(100, 1, DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED));
        assertThat(due).isEmpty();
        assertThat(server.notifications().onKeyConfirm(MME, confirm(1, 1)))
                .isEqualTo(new KeyConfirmAnswer.Accepted());
        assertThat(due).as("that key is here").isEmpty();
        pulled = push(100, 1, DAY_MS);
        assertThat(server.notifications().onKeyConfirm(MME, confirm(100, 2)))
                .isEqualTo(new KeyConfirmAnswer.Accepted());
        assertThat(retrieve(100)).isInstanceOf(RetrievalAnswer.NotYet.class);
        assertThat(asked()).isEqualTo(new KeyPull(IMSI, KeyKind.KS, rand(100).id()));
        await().until(() -> retrieve(100) instanceof RetrievalAnswer.Keys);
        assertThat(due).isEmpty();
    }

    @Test
    void aKeyThatNoHssGivesIsAskedForFourTimesAndThenForgotten() throws Exception {
        server.notifications().onKeyConfirm(MME, confirm(1, 1));
        server.notifications().onKeyConfirm(MME, confirm(1, 2));
        for (int i = 0; i < 4; i++) {
            assertThat(asked()).isEqualTo(new KeyPull(IMSI, KeyKind.KS, rand(1).id()));
        }
        await().until(() -> {
            server.notifications().onKeyConfirm(MME, confirm(1, 3));
            return !due.isEmpty();
        });
        assertThat(waits).containsExactly(1_000L, 4_000L, 16_000L, 64_000L, 1_000L);
    }

    @Test
    void aKeyThatComesLateByItselfIsNotAskedFor() throws Exception {
        server.notifications().onKeyConfirm(MME, confirm(1, 1));
        server.notifications().onKeyPush(push(1, 1, DAY_MS));
        server.notifications().onKeyConfirm(MME, confirm(2, 2));
        requireNonNull(due.poll()).run();
        assertThat(asked()).isEqualTo(new KeyPull(IMSI, KeyKind.KS, rand(2).id()));
        assertThat(pulls).isEmpty();
    }

    @Test
    void aKeyThatLivesLongerThanWhatWrapsItIsRefused() {
        long longest = KeyServerConfig.Limits.DEFAULT.longestKeyLifeMs();
        assertThat(server.notifications().onKeyPush(push(1, 1, longest)))
                .isEqualTo(new KeyPushAnswer.Accepted());
        assertThat(server.notifications().onKeyPush(push(2, 1, longest + DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Refused(ResultCode.INVALID_AVP_VALUE));
        server = server(KeyServerConfig.Limits.DEFAULT.withKeyLifetimeOf(56 * 86_400));
        assertThat(server.notifications().onKeyPush(push(2, 1, 56 * DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Accepted());
    }

    @Test
    void aKeyWhoseEpochKeyIsGoneIsNotAvailable(@TempDir Path another) {
        server.notifications().onKeyPush(push(1, 1, DAY_MS));
        server.notifications().onKeyConfirm(MME, confirm(1, 1));
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.Keys.class);
        wrap = epochKeys(another);
        server = server(KeyServerConfig.Limits.DEFAULT);
        assertThat(retrieve(1)).isEqualTo(new RetrievalAnswer.NotAvailable());
    }

    @Test
    void aConfirmationThatIsOutdatedIsNotCalledAccepted() {
        for (int id = 10; id < 10 + KeyRingLimits.STANDARD.pendingPerMme(); id++) {
            server.notifications().onKeyConfirm(MME, confirm(id, id));
        }
        assertThat(server.notifications().onKeyConfirm(MME, confirm(9, 9)))
                .isEqualTo(new KeyConfirmAnswer.UnknownKey());
    }

    @Test
    void whatARefusedPushBroughtIsWiped() {
        KeyPush push = push(1, 1, 30 * DAY_MS);
        server.notifications().onKeyPush(push);
        assertThatThrownBy(() -> push.key().octets().use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
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
