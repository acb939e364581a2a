package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6a.AccessSecurity;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the HSS gives to a key server that misses a key, and what it says of those it gave.
final class PushedKeysTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final PlmnId PLMN = PlmnId.parse("001/01");
    private static final Requester MME = peer("mme.test", PeerRole.MME);
    private static final Requester OTHER_MME = peer("mme.other", PeerRole.MME);
    private static final Requester EMKS = peer("emks.test", PeerRole.EMKS);
    private static final Requester SCEF = peer("scef.test", PeerRole.SCEF);
    private static final Requester HSE = peer("hse.test", PeerRole.HSE);
    private static final long LIFETIME_S = 3_600;
    private static final KeyPullAnswer UNKNOWN = new KeyPullAnswer.UnknownKey();

    private final InMemoryStore store = new InMemoryStore();
    private final Random random = new Random(13);

    /// By the SCEF, and beside it.
    private final List<KeyPush> sent = new CopyOnWriteArrayList<>();

    private final List<KeyPush> sentToEmks = new CopyOnWriteArrayList<>();
    private final List<KeyPush> sentToHse = new CopyOnWriteArrayList<>();
    private final List<KeyLocationProof> proofs = new ArrayList<>();
    private final List<KeyLocationProof> proofsToEmks = new ArrayList<>();
    private long nowMs = 1_790_000_000_000L;
    private AccessProfiles profiles = AccessProfiles.BUILT_IN;
    private String profile = "";
    private SolutionPlan plan = SolutionPlan.of(SolutionTable.named("12"));
    private List<AsId> servers = List.of(AsId.parse("as.example"));
    private List<ApplicationIdentity> identities = List.of();
    private CardBatch cards = CardBatch.STANDARD;
    private @Nullable KeyPushAnswer pushAnswer;
    private VectorService vectorService;
    private PushedKeys pushed;

    private static Requester peer(String host, PeerRole role) {
        return peer(host, role, new Requester.HopSecurity(true, true, false));
    }

    private static Requester peer(String host, PeerRole role, Requester.HopSecurity hop) {
        return new Requester(host, new Origin(host, "test"), role, hop);
    }

    @BeforeEach
    void begin() {
        start();
        provision(Subscriber.FIRST_EPOCH);
    }

    /// An HSS that remembers what its store does.
    private void start() {
        Clock clock =
                new Clock() {
                    @Override
                    public long nowMs() {
                        return nowMs;
                    }

                    @Override
                    public long nowNs() {
                        return nowMs * 1_000_000;
                    }
                };
        var stores = HssStores.in(store, _ -> credentials(), clock, 1);
        var config =
                new HssConfig(
                        plan,
                        Map.of(
                                Party.SCEF,
                                "scef.test",
                                Party.EMKS,
                                "emks.test",
                                Party.HSE,
                                "hse.test"),
                        Map.of(),
                        Set.of(),
                        PdnConnections.STANDARD,
                        LIFETIME_S,
                        1,
                        1,
                        Set.of(),
                        profiles);
        vectorService = VectorService.ofMmes(stores, random::nextBytes);
        var keyServers =
                List.of(
                        new KeyServer(Party.SCEF, "scef.test", new Sent(sent, proofs), clock),
                        new KeyServer(
                                Party.EMKS, "emks.test", new Sent(sentToEmks, proofsToEmks), clock),
                        new KeyServer(
                                Party.HSE,
                                "hse.test",
                                new Sent(sentToHse, new ArrayList<>()),
                                clock));
        pushed = new PushedKeys(() -> config, keyServers, stores, vectorService, clock);
    }

    private static Credentials credentials() {
        return new Credentials(
                AkaAlgorithm.named("milenage"),
                new SubscriberKey(secret("5a".repeat(16))),
                new Opc(secret("3c".repeat(16))));
    }

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    private Subscriber provision(long epoch) {
        Octets wrapped = Octets.copyOf(new byte[45]);
        Subscriber row =
                new Subscriber(
                        IMSI,
                        new WrappedCredentials("milenage", wrapped, wrapped, Amf.ZERO.encode()),
                        epoch,
                        0,
                        cards,
                        "meter@example.net",
                        servers,
                        new Subscription(profile, "iot", null, null, null, identities));
        store.subscribers().put(row);
        return row;
    }

    private final class Sent implements KeyPusher {
        private final List<KeyPush> to;
        private final List<KeyLocationProof> proofs;

        Sent(List<KeyPush> to, List<KeyLocationProof> proofs) {
            this.to = to;
            this.proofs = proofs;
        }

        @Override
        public Answers push(List<KeyPush> pushes) {
            to.addAll(pushes);
            return _ -> Collections.nCopies(pushes.size(), pushAnswer);
        }

        @Override
        public CompletableFuture<@Nullable KeyPushAnswer> prove(KeyLocationProof proof) {
            proofs.add(proof);
            return CompletableFuture.completedFuture(new KeyPushAnswer.Accepted());
        }
    }

    /// The proof that an Update Location of this MME makes.
    private KeyLocationProof located(Requester from) {
        pushed.proveLocation(from, store.subscribers().find(IMSI).orElseThrow(), null);
        return proofs.getLast();
    }

    /// The push of one vector for an MME that confirms.
    private KeyPush pushedOnce() {
        return pushedOnce(MME, true);
    }

    private KeyPush pushedOnce(Requester from, boolean announced) {
        var request = new AuthenticationInformationRequest(IMSI, PLMN, 1, null, announced);
        Subscriber subscriber = store.subscribers().find(IMSI).orElseThrow();
        VectorService.IssuedVector made = requireNonNull(vectorService.next(subscriber));
        pushed.push(from, request, subscriber, List.of(made));
        return sent.getLast();
    }

    @Test
    void aKeyLivesAsLongAsTheProfileSays() {
        long hour = 3_600;
        profiles =
                new AccessProfiles(
                        Map.of("meters", AccessProfile.standard("iot")),
                        Map.of(
                                "meters",
                                new ProfilePolicy(AuthenticationPolicy.NONE, 2 * hour, Set.of())));
        start();
        assertThat(pushedOnce().expiry()).isEqualTo(Instant.ofEpochMilli(nowMs + hour * 1_000));
        profile = "meters";
        provision(Subscriber.FIRST_EPOCH);
        KeyPush push = pushedOnce();
        Instant end = Instant.ofEpochMilli(nowMs + 2 * hour * 1_000);
        assertThat(push.expiry()).isEqualTo(end);
        assertThat(push.policy().keyLifetimeSeconds()).isEqualTo(2 * hour);
        nowMs += 1_000;
        assertThat(((KeyPullAnswer.Key) pull(SCEF, push.rand().id())).push().expiry())
                .as("absolute, however late it is asked for")
                .isEqualTo(end);
    }

    private KeyPullAnswer pull(Requester from, RandId randId) {
        return pull(from, KeyKind.KS, randId);
    }

    private KeyPullAnswer pull(Requester from, KeyKind kind, @Nullable RandId randId) {
        return pushed.onKeyPull(from, new KeyPull(IMSI, kind, randId));
    }

    /// An HSE that asks for keys serves the subscriber, and nobody else.
    private void pulledByTheHse(String row) {
        plan = SolutionPlan.of(SolutionTable.named(row));
        start();
    }

    /// A vector for that MME, whose key nobody is pushed.
    private Rand vectorFor(Requester from) {
        var request = new AuthenticationInformationRequest(IMSI, PLMN, 1, null, false);
        Subscriber subscriber = store.subscribers().find(IMSI).orElseThrow();
        VectorService.IssuedVector made = requireNonNull(vectorService.next(subscriber));
        assertThat(pushed.push(from, request, subscriber, List.of(made))).isTrue();
        nowMs += 1_000;
        return made.vector().rand();
    }

    private void serves(Requester mme) {
        String host = mme.origin().host();
        store.locations().serve(IMSI, new ServingMme(host, "test", PLMN, false, false, null), 1);
    }

    private void assertGiven(KeyPullAnswer answer, Rand rand) {
        assertThat(requireNonNull(answer.pushed()))
                .returns(rand, KeyPush::rand)
                .returns(KeyKind.E2M_KEY_SET, push -> push.key().kind())
                .returns(false, KeyPush::confirms);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1C", "1E-C"})
    void anHseThatAsksIsPushedNothingAndGivenTheRunItNames(String row) {
        pulledByTheHse(row);
        Rand first = vectorFor(MME);
        Rand second = vectorFor(MME);
        assertThat(sentToHse).isEmpty();
        assertGiven(pull(HSE, KeyKind.E2M_KEY_SET, first.id()), first);
        assertGiven(pull(HSE, KeyKind.E2M_KEY_SET, second.id()), second);
        pushed.proveLocation(MME, store.subscribers().find(IMSI).orElseThrow(), null);
        assertThat(proofs).as("nobody is told of locations").isEmpty();
    }

    @Test
    void withoutARandTheLastVectorOfTheServingMmeIsMeant() {
        pulledByTheHse("1C");
        vectorFor(MME);
        Rand last = vectorFor(MME);
        vectorFor(OTHER_MME);
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, null)).as("nobody serves yet").isEqualTo(UNKNOWN);
        serves(MME);
        assertGiven(pull(HSE, KeyKind.E2M_KEY_SET, null), last);
        serves(peer("mme.third", PeerRole.MME));
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, null)).as("got no vector").isEqualTo(UNKNOWN);
    }

    @Test
    void theServingMmeIsTheSameHoweverItWritesItsName() {
        pulledByTheHse("1C");
        Rand rand = vectorFor(peer("MME.Test", PeerRole.MME));
        serves(MME);
        assertGiven(pull(HSE, KeyKind.E2M_KEY_SET, null), rand);
    }

    @Test
    void theLastVectorIsNotGivenOnceItsSubscriberIsWithdrawnOrItHasExpired() {
        pulledByTheHse("1C");
        vectorFor(MME);
        serves(MME);
        provision(Subscriber.FIRST_EPOCH + 1);
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, null)).isEqualTo(UNKNOWN);
        vectorFor(MME);
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, null).pushed()).isNotNull();
        nowMs += LIFETIME_S * 1_000;
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, null)).isEqualTo(UNKNOWN);
    }

    @Test
    void anotherHseOrKindOrNodeIsGivenNothing() {
        pulledByTheHse("1C");
        RandId randId = vectorFor(MME).id();
        serves(MME);
        for (RandId name : Arrays.asList(randId, null)) {
            assertThat(pull(HSE, KeyKind.E2M_INT_KEY, name)).isEqualTo(UNKNOWN);
            assertThat(pull(HSE, KeyKind.KS, name)).isEqualTo(UNKNOWN);
            for (Requester from : List.of(peer("hse.other", PeerRole.HSE), SCEF, EMKS)) {
                assertThat(pull(from, KeyKind.E2M_KEY_SET, name)).isEqualTo(UNKNOWN);
            }
        }
    }

    /// The HSE is configured and no row has it ask: its subscribers' endpoint has another.
    @Test
    void anHseThatNoRowOfTheSubscriberServesIsGivenNothing() {
        RandId randId = pushedOnce().rand().id();
        serves(MME);
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, randId)).isEqualTo(UNKNOWN);
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, null)).isEqualTo(UNKNOWN);
    }

    @Test
    void anHssThatHasRestartedKnowsNoVector() {
        pulledByTheHse("1C");
        RandId randId = vectorFor(MME).id();
        serves(MME);
        start();
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, randId)).isEqualTo(UNKNOWN);
        assertThat(pull(HSE, KeyKind.E2M_KEY_SET, null)).isEqualTo(UNKNOWN);
    }

    /// A relay may have added the announcement, and no confirmation passes one.
    @Test
    void onlyAnMmeThatAnnouncesItAndIsAPeerConfirms() {
        assertThat(pushedOnce(MME, true).confirms()).isTrue();
        assertThat(pushedOnce(MME, false).confirms()).isFalse();
        var behindARelay = new Requester.HopSecurity(false, true, false);
        assertThat(pushedOnce(peer("mme.test", PeerRole.MME, behindARelay), true).confirms())
                .isFalse();
        var inClear = new Requester.HopSecurity(true, false, true);
        assertThat(pushedOnce(peer("mme.test", PeerRole.MME, inClear), true).confirms()).isFalse();
    }

    /// The set ends before the next vector, and a vector for another MME moves no end of it.
    @Test
    void aLocationProvesWhatLeftForItsMme() {
        pushedOnce(MME, false);
        KeyPush last = pushedOnce(MME, false);
        KeyLocationProof first = located(MME);
        assertThat(first)
                .returns(IMSI, KeyLocationProof::imsi)
                .returns(KeyKind.KS, KeyLocationProof::kind)
                .returns(last.epoch(), KeyLocationProof::epoch)
                .returns(last.requestingHost(), KeyLocationProof::host);
        assertThat(first.issueBound()).isGreaterThanOrEqualTo(last.issueNumber());
        nowMs += 60_000;
        pushedOnce(OTHER_MME, false);
        assertThat(located(MME)).as("a tracking area update").isEqualTo(first);
        KeyPush next = pushedOnce(MME, false);
        assertThat(next.issueNumber()).isGreaterThan(first.issueBound());
        nowMs += 60_000;
        assertThat(located(MME).issueBound()).isEqualTo(next.issueNumber());
    }

    @Test
    void whatTheMmeSaysOfItsAccessGoesOnWithTheProof() {
        pushedOnce(MME, false);
        var reported = new AccessSecurity(0, 2);
        pushed.proveLocation(MME, store.subscribers().find(IMSI).orElseThrow(), reported);
        assertThat(proofs.getLast().accessSecurity()).isEqualTo(reported);
        assertThat(located(MME).accessSecurity()).isNull();
    }

    /// A vector and its Update Location may fall into two seconds, and the next vector into the second of them.
    @Test
    void aFirstLocationProvesNoVectorThatLeavesAfterIt() {
        KeyPush used = pushedOnce(MME, false);
        nowMs += 1_000;
        KeyLocationProof proof = located(MME);
        assertThat(proof.issueBound()).isGreaterThanOrEqualTo(used.issueNumber());
        assertThat(pushedOnce(MME, false).issueNumber()).isGreaterThan(proof.issueBound());
    }

    /// Between the vector and the Update Location of one, the other got vectors and claims to serve the subscriber.
    @Test
    void theLocationThatComesLaterProvesLaterKeys() {
        KeyPush push = pushedOnce(MME, false);
        nowMs += 1_000;
        pushedOnce(OTHER_MME, false);
        KeyLocationProof other = located(OTHER_MME);
        assertThat(other.issueBound()).isGreaterThan(push.issueNumber());
        nowMs += 1_000;
        assertThat(located(MME).issueBound()).isGreaterThan(other.issueBound());
    }

    @Test
    void aPushThatFoundNoRoomGoesOutAgainOnceItsLocationIsProven() {
        pushAnswer = new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED);
        KeyPush refused = pushedOnce(MME, false);
        KeyPush confirmed = pushedOnce(OTHER_MME, true);
        pushAnswer = new KeyPushAnswer.Accepted();
        located(MME);
        await().until(() -> sent.size() == 3);
        assertThat(sent).containsExactly(refused, confirmed, refused);
        KeyPush next = pushedOnce(MME, false);
        located(MME);
        await().during(Duration.ofMillis(200)).until(() -> sent.getLast().equals(next));
    }

    @Test
    void aPushThatFoundNoRoomIsKeptWhileNobodyAnswersTheProof() {
        pushAnswer = new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED);
        KeyPush refused = pushedOnce(MME, false);
        pushAnswer = null;
        located(MME);
        pushAnswer = new KeyPushAnswer.Accepted();
        located(MME);
        await().until(() -> sent.size() == 2);
        assertThat(sent).containsExactly(refused, refused);
    }

    @Test
    void anMmeThatConfirmsIsNotSpokenFor() {
        pushedOnce();
        pushed.proveLocation(MME, store.subscribers().find(IMSI).orElseThrow(), null);
        assertThat(proofs).isEmpty();
    }

    /// The bound is that of everything which can have left, and stays until the next vector.
    @ParameterizedTest
    @EnumSource
    void whatLeftBeforeARestartIsProvenToo(SqnScheme scheme) {
        cards = new CardBatch(5, 1L << 28, scheme, false);
        provision(Subscriber.FIRST_EPOCH);
        KeyPush push = pushedOnce(MME, false);
        start();
        KeyLocationProof proof = located(MME);
        assertThat(proof.issueBound()).isGreaterThanOrEqualTo(push.issueNumber());
        nowMs += 600_000;
        assertThat(located(MME)).isEqualTo(proof);
        assertThat(pushedOnce(MME, false).issueNumber()).isGreaterThan(proof.issueBound());
    }

    @Test
    void whatWasPushedIsGivenAgainToTheLast() {
        KeyPush push = pushedOnce();
        nowMs += 1_000;
        assertThat(pull(SCEF, push.rand().id())).isEqualTo(new KeyPullAnswer.Key(push));
        assertThat(pull(SCEF, push.rand().id())).isEqualTo(new KeyPullAnswer.Key(push));
    }

    @Test
    void aRunThatWasNeverBegunHasNoKey() {
        pushedOnce();
        assertThat(pull(SCEF, new Rand(Octets.copyOf(new byte[16])).id()))
                .isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    @Test
    void onlyTheScefThatKeysArePushedToGetsOne() {
        RandId randId = pushedOnce().rand().id();
        assertThat(pull(peer("scef.other", PeerRole.SCEF), randId))
                .isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    /// The application servers of the subscriber: one that row 12 serves, and one of this row.
    private void servedBy(String row) {
        plan =
                new SolutionPlan(
                        SolutionTable.named("12"),
                        Map.of(AsId.parse("other.example"), SolutionTable.named(row)));
        servers = List.of(AsId.parse("as.example"), AsId.parse("other.example"));
        start();
        provision(Subscriber.FIRST_EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10"})
    void eachKeyServerGetsTheKindOfItsRow(String row) {
        servedBy(row);
        KeyPush toScef = pushedOnce(MME, true);
        KeyPush toEmks = sentToEmks.getLast();
        assertThat(sent).hasSize(1);
        assertThat(sentToEmks).hasSize(1);
        assertThat(toScef.key().kind()).isEqualTo(KeyKind.KS);
        assertThat(toEmks.key().kind()).isEqualTo(KeyKind.E2M_INT_KEY);
        assertThat(toEmks.rand()).isEqualTo(toScef.rand());
        assertThat(toScef.confirms()).isTrue();
        assertThat(toEmks.confirms()).as("no MME confirms such a key").isFalse();
    }

    /// Whoever translates nothing needs to know nothing.
    @Test
    void onlyAnEmksLearnsWhatApplicationsCallTheUser() {
        identities = List.of(ApplicationIdentity.parse("meter-7"));
        servedBy("10");
        KeyPush toScef = pushedOnce(MME, true);
        KeyPush toEmks = sentToEmks.getLast();
        assertThat(toScef.applicationIdentities()).isEmpty();
        assertThat(toEmks.applicationIdentities()).isEqualTo(identities);
        assertThat(pull(EMKS, KeyKind.E2M_INT_KEY, toEmks.rand().id()))
                .as("a pull brings what the push did")
                .isEqualTo(new KeyPullAnswer.Key(toEmks));
    }

    @Test
    void anEmksIsToldOfALocationEvenOfAnMmeThatConfirms() {
        servedBy("2");
        KeyPush push = pushedOnce(MME, true);
        pushed.proveLocation(MME, store.subscribers().find(IMSI).orElseThrow(), null);
        assertThat(proofs).isEmpty();
        assertThat(proofsToEmks)
                .singleElement()
                .returns(KeyKind.E2M_INT_KEY, KeyLocationProof::kind)
                .returns(push.epoch(), KeyLocationProof::epoch)
                .returns(push.requestingHost(), KeyLocationProof::host);
        assertThat(proofsToEmks.getFirst().issueBound()).isGreaterThanOrEqualTo(push.issueNumber());
    }

    @Test
    void aKeyServerIsGivenNoKeyOfAnothersKind() {
        servedBy("2");
        RandId randId = pushedOnce().rand().id();
        assertThat(pull(EMKS, KeyKind.E2M_INT_KEY, randId))
                .isEqualTo(new KeyPullAnswer.Key(sentToEmks.getLast()));
        assertThat(pull(EMKS, KeyKind.KS, randId)).isEqualTo(new KeyPullAnswer.UnknownKey());
        assertThat(pull(SCEF, KeyKind.E2M_INT_KEY, randId))
                .isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    @Test
    void aPushThatOneServerRefusedGoesAgainToThatOneOnly() {
        servedBy("2");
        pushAnswer = new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED);
        pushedOnce(MME, true);
        pushAnswer = new KeyPushAnswer.Accepted();
        pushed.proveLocation(MME, store.subscribers().find(IMSI).orElseThrow(), null);
        await().until(() -> sentToEmks.size() == 2);
        assertThat(sentToEmks.getLast()).isEqualTo(sentToEmks.getFirst());
        assertThat(sent).hasSize(1);
    }

    @Test
    void aKeyOfBeforeAWithdrawalIsNotGivenAgain() {
        RandId randId = pushedOnce().rand().id();
        provision(Subscriber.FIRST_EPOCH + 1);
        assertThat(pull(SCEF, randId)).isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    @Test
    void anExpiredKeyIsNotGivenAgain() {
        KeyPush push = pushedOnce();
        nowMs = push.expiry().toEpochMilli();
        assertThat(pull(SCEF, push.rand().id())).isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    @Test
    void theOldestVectorIsForgottenFirst() {
        var rands = new IssuedRands();
        for (int i = 0; i <= IssuedRands.CAPACITY; i++) {
            rands.issued(IMSI, issued(i));
        }
        assertThat(rands.find(IMSI, new RandId(0))).isNull();
        assertThat(rands.find(IMSI, new RandId(1))).isEqualTo(issued(1));
        assertThat(rands.find(IMSI, new RandId(IssuedRands.CAPACITY))).isNotNull();
    }

    private static IssuedRands.Issued issued(int id) {
        byte[] rand = new byte[Rand.OCTETS];
        ByteBuffer.wrap(rand).putInt(12, id);
        return new IssuedRands.Issued(
                new Rand(Octets.copyOf(rand)), 1, id, PLMN, "mme.test", true, Instant.EPOCH);
    }
}
