package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.hss.PdnConnections.ToldBy;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6a.AccessSecurity;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.NotifyAnswer;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.UlrFlags;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Solution 1B at the HSS: what it pushes to an HSE, and at which message of an MME.
final class PushAtConnectionTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final PlmnId PLMN = PlmnId.parse("001/01");
    private static final Requester MME = mme("mme.test");
    private static final Requester OTHER_MME = mme("mme.other");
    private static final String APN = "iot";
    private static final AccessSecurity ACCESS = new AccessSecurity(0, 2);
    private static final long LIFETIME_S = 3_600;
    private static final UlrFlags TRACKING_AREA_UPDATE = new UlrFlags(1 << 1);
    private static final int ROOM = KeyRingLimits.STANDARD.pendingPerMme();

    private final InMemoryStore store = new InMemoryStore();
    private final Random random = new Random(33_863);
    private final Hse hse = new Hse();
    private long nowMs = 1_790_000_000_000L;
    private HssStores stores;
    private HssS6aHandler handler;

    /// What reached the HSE: it has room for so many keys before a proof, as a key ring does.
    private static final class Hse implements KeyPusher {
        private final List<KeyPush> pushes = new CopyOnWriteArrayList<>();
        private final List<KeyLocationProof> proofs = new CopyOnWriteArrayList<>();
        private int room = Integer.MAX_VALUE;

        @Override
        public Answers push(List<KeyPush> batch) {
            List<@Nullable KeyPushAnswer> answers = new ArrayList<>();
            for (KeyPush push : batch) {
                boolean fits = room > 0;
                if (fits) {
                    room--;
                    pushes.add(push);
                }
                answers.add(
                        fits
                                ? new KeyPushAnswer.Accepted()
                                : new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED));
            }
            return _ -> answers;
        }

        @Override
        public CompletableFuture<@Nullable KeyPushAnswer> prove(KeyLocationProof proof) {
            proofs.add(proof);
            room = Integer.MAX_VALUE;
            return CompletableFuture.completedFuture(new KeyPushAnswer.Accepted());
        }

        List<Rand> rands() {
            return pushes.stream().map(KeyPush::rand).toList();
        }
    }

    private static Requester mme(String host) {
        return new Requester(
                host,
                new Origin(host, "test"),
                PeerRole.MME,
                new Requester.HopSecurity(true, true, false));
    }

    @BeforeEach
    void begin() {
        start(new PdnConnections(ToldBy.nor, null));
        provision(Subscriber.FIRST_EPOCH);
    }

    private void start(PdnConnections connections) {
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
        stores = HssStores.in(store, _ -> credentials(), clock, 1);
        var config =
                new HssConfig(
                        SolutionPlan.of(SolutionTable.named("1B")),
                        Map.of(Party.HSE, "hse.test"),
                        Map.of("test", Set.of(PLMN)),
                        Set.of(),
                        connections,
                        LIFETIME_S,
                        1,
                        1,
                        Set.of(),
                        AccessProfiles.BUILT_IN);
        var vectorService = VectorService.ofMmes(stores, random::nextBytes);
        var servers = List.of(new KeyServer(Party.HSE, "hse.test", hse, clock));
        var pushed = new PushedKeys(() -> config, servers, stores, vectorService, clock);
        var issue = new HssS6aHandler.Issue(vectorService, pushed);
        handler = new HssS6aHandler(() -> config, stores, issue, clock, () -> {});
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

    private void provision(long epoch) {
        Octets wrapped = Octets.copyOf(new byte[45]);
        store.subscribers()
                .put(
                        new Subscriber(
                                IMSI,
                                new WrappedCredentials(
                                        "milenage", wrapped, wrapped, Amf.ZERO.encode()),
                                epoch,
                                0,
                                CardBatch.STANDARD,
                                "meter@example.net",
                                List.of(AsId.parse("hse.test")),
                                Subscription.standard(APN)));
    }

    /// An AIR, and the RAND of the vector that left.
    private Rand vector(Requester from) {
        var request = new AuthenticationInformationRequest(IMSI, PLMN, 1, null, false);
        var answer =
                (AuthenticationInformationAnswer.Success)
                        handler.onAuthenticationInformation(from, request);
        return answer.vectors().getFirst().rand();
    }

    private void located(Requester from, UlrFlags flags) {
        var request =
                new UpdateLocationRequest(
                        IMSI, PLMN, RatType.EUTRAN_NB_IOT, flags, null, null, false);
        assertThat(handler.onUpdateLocation(from, request))
                .isInstanceOf(UpdateLocationAnswer.Success.class);
    }

    private NotifyAnswer connected(Requester from, @Nullable String apn) {
        return handler.onNotify(from, new NotifyRequest(IMSI, apn, ACCESS));
    }

    /// A vector that is used, up to the attach's end.
    private Rand attached(Requester from) {
        Rand rand = vector(from);
        located(from, UlrFlags.ATTACH);
        return rand;
    }

    private void expectNothing() {
        assertThat(hse.pushes).isEmpty();
        assertThat(hse.proofs).isEmpty();
    }

    @Test
    void theKeySetLeavesAtTheConnectionAndIsProvenWithIt() {
        Rand rand = attached(MME);
        expectNothing();
        assertThat(connected(MME, APN)).isEqualTo(new NotifyAnswer.Success());
        assertThat(hse.pushes)
                .singleElement()
                .returns(IMSI, KeyPush::imsi)
                .returns(rand, KeyPush::rand)
                .returns(KeyKind.E2M_KEY_SET, push -> push.key().kind())
                .returns("mme.test", KeyPush::requestingHost)
                .returns(false, KeyPush::confirms);
        assertThat(hse.proofs)
                .singleElement()
                .returns(KeyKind.E2M_KEY_SET, KeyLocationProof::kind)
                .returns(ACCESS, KeyLocationProof::accessSecurity)
                .returns("mme.test", KeyLocationProof::host);
        assertThat(hse.proofs.getFirst().issueBound())
                .isGreaterThanOrEqualTo(hse.pushes.getFirst().issueNumber());
    }

    /// Of the run, however much later the connection is.
    @Test
    void theExpiryIsThatOfTheVector() {
        Instant expiry = Instant.ofEpochMilli(nowMs).plusSeconds(LIFETIME_S);
        attached(MME);
        nowMs += 600_000;
        connected(MME, APN);
        assertThat(hse.pushes).singleElement().returns(expiry, KeyPush::expiry);
    }

    @Test
    void aConnectionThatIsToldTwiceIsPushedTwice() {
        Rand rand = attached(MME);
        connected(MME, APN);
        connected(MME, APN);
        assertThat(hse.rands()).containsExactly(rand, rand);
        assertThat(hse.pushes.getLast()).isEqualTo(hse.pushes.getFirst());
        assertThat(hse.proofs.getLast()).isEqualTo(hse.proofs.getFirst());
    }

    /// Which of them was used the HSS cannot know.
    @Test
    void everyVectorSinceTheConnectionBeforeIsPushedTheNewestLast() {
        Rand unused = vector(MME);
        Rand used = attached(MME);
        connected(MME, APN);
        assertThat(hse.rands()).containsExactly(unused, used);
        hse.pushes.clear();
        Rand next = attached(MME);
        connected(MME, APN);
        assertThat(hse.rands()).containsExactly(next);
    }

    @Test
    void aConnectionThatNobodyToldIsMadeUpForByTheNext() {
        Rand first = attached(MME);
        Rand second = attached(MME);
        connected(MME, APN);
        assertThat(hse.rands()).containsExactly(first, second);
    }

    @Test
    void vectorsOfAnotherMmeStay() {
        Rand ofOther = vector(OTHER_MME);
        Rand rand = attached(MME);
        connected(MME, APN);
        assertThat(hse.rands()).containsExactly(rand);
        hse.pushes.clear();
        located(OTHER_MME, UlrFlags.ATTACH);
        connected(OTHER_MME, APN);
        assertThat(hse.rands()).containsExactly(ofOther);
    }

    /// As many as one location can prove; the oldest give way.
    @Test
    void asManyArePushedAsTheHseCanHold() {
        hse.room = ROOM;
        for (int i = 0; i < 3; i++) {
            vector(MME);
        }
        List<Rand> newest = new ArrayList<>();
        for (int i = 1; i < KeyRingLimits.STANDARD.keysPerLocation(); i++) {
            newest.add(vector(MME));
        }
        newest.add(attached(MME));
        connected(MME, APN);
        await().until(() -> hse.pushes.size() == newest.size());
        assertThat(hse.rands()).as("what found no room came after the proof").isEqualTo(newest);
        assertThat(hse.proofs).hasSize(1);
    }

    @Test
    void anMmeThatDoesNotServeTheSubscriberPushesNothing() {
        attached(MME);
        vector(OTHER_MME);
        assertThat(connected(OTHER_MME, APN)).isEqualTo(new NotifyAnswer.UnknownServingNode());
        handler.onPurgeUe(MME, new PurgeUeRequest(IMSI));
        assertThat(connected(MME, APN)).isEqualTo(new NotifyAnswer.UnknownServingNode());
        expectNothing();
    }

    @Test
    void aNotificationThatNamesNoApnPushesNothing() {
        attached(MME);
        assertThat(connected(MME, null)).isEqualTo(new NotifyAnswer.Success());
        expectNothing();
    }

    @ParameterizedTest
    @CsvSource({"secure, secure, true", "secure, SECURE, true", "secure, iot, false"})
    void onlyTheApnOfTheHseCounts(String configured, String told, boolean pushes) {
        start(new PdnConnections(ToldBy.nor, configured));
        attached(MME);
        assertThat(connected(MME, told)).isEqualTo(new NotifyAnswer.Success());
        assertThat(hse.pushes).hasSize(pushes ? 1 : 0);
    }

    @Test
    void beforeAnyVectorThereIsNothingToPush() {
        located(MME, UlrFlags.ATTACH);
        connected(MME, APN);
        expectNothing();
        assertThat(stores.trace().of(IMSI).getLast().event())
                .isEqualTo(new HssEvent.Connected("NOR", "mme.test", APN, 0));
    }

    @Test
    void aVectorOfBeforeARestartIsNotRemembered() {
        attached(MME);
        start(new PdnConnections(ToldBy.nor, null));
        connected(MME, APN);
        expectNothing();
    }

    @Test
    void aVectorOfBeforeAWithdrawalIsNotPushed() {
        attached(MME);
        provision(Subscriber.FIRST_EPOCH + 1);
        connected(MME, APN);
        expectNothing();
        Rand after = vector(MME);
        connected(MME, APN);
        assertThat(hse.rands()).containsExactly(after);
    }

    @Test
    void anExpiredVectorIsNotPushed() {
        attached(MME);
        nowMs += LIFETIME_S * 1_000;
        connected(MME, APN);
        expectNothing();
    }

    /// The MME sends no NOR; one that comes all the same changes nothing.
    @Test
    void theUpdateLocationOfAnAttachTellsOfItsConnectionWhereItIsSaidTo() {
        start(PdnConnections.STANDARD);
        Rand rand = vector(MME);
        expectNothing();
        located(MME, UlrFlags.ATTACH);
        assertThat(hse.rands()).containsExactly(rand);
        assertThat(hse.proofs).hasSize(1);
        connected(MME, APN);
        assertThat(hse.pushes.getLast()).isEqualTo(hse.pushes.getFirst());
    }

    @Test
    void anUpdateLocationWithoutAnAttachTellsOfNoConnection() {
        start(PdnConnections.STANDARD);
        vector(MME);
        located(MME, TRACKING_AREA_UPDATE);
        expectNothing();
    }

    /// A subscriber's default APN is that of its attach.
    @ParameterizedTest
    @CsvSource({"iot, 1", "secure, 0"})
    void theDefaultApnIsThatOfTheAttach(String hseApn, int pushes) {
        start(new PdnConnections(ToldBy.ulr, hseApn));
        attached(MME);
        assertThat(hse.pushes).hasSize(pushes);
    }

    @Test
    void theTraceTellsOfAPushAtAConnection() {
        attached(MME);
        connected(MME, APN);
        assertThat(stores.trace().of(IMSI))
                .extracting(each -> each.event().line())
                .contains(
                        "no key leaves with these vectors, and none is pushed before a PDN"
                                + " connection",
                        "NOR from mme.test: PDN connection to iot, keys pushed for it: 1");
    }

    /// In memory, bounded: subscribers whose vectors left longest ago give way.
    @Test
    void theOldestAreForgottenFirst() {
        var since = new VectorsSinceConnection();
        int each = KeyRingLimits.STANDARD.keysPerLocation();
        int subscribers = IssuedRands.CAPACITY / each;
        for (int i = 0; i <= subscribers; i++) {
            for (int k = 0; k < each; k++) {
                since.issued(imsi(i), issued());
            }
        }
        assertThat(since.connected(imsi(0), "mme.test")).isEmpty();
        assertThat(since.connected(imsi(1), "mme.test")).hasSize(each);
        assertThat(since.connected(imsi(subscribers), "mme.test")).hasSize(each);
    }

    private static Imsi imsi(int number) {
        return Imsi.parse("00101%010d".formatted(number));
    }

    private static IssuedRands.Issued issued() {
        return new IssuedRands.Issued(
                new Rand(Octets.copyOf(new byte[Rand.OCTETS])),
                1,
                1,
                PLMN,
                "mme.test",
                false,
                Instant.EPOCH);
    }
}
