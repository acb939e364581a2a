package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.Amf;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.NotifyAnswer;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;
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
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What the HSS answers about locations, and to whom.
class HssS6aHandlerTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final PlmnId HOME = PlmnId.parse("001/01");
    private static final PlmnId TRUSTED = PlmnId.parse("002/02");
    private static final PlmnId VISITED = PlmnId.parse("003/03");
    private static final AsId AS = AsId.parse("as.example");
    private static final Imei IMEI = new Imei("3520990017614823");
    private static final String EXTERNAL = "meter@example.net";
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long nowMs() {
                    return 1_790_000_000_000L;
                }

                @Override
                public long nowNs() {
                    return 0;
                }
            };

    private static final KeyPusher NOBODY =
            new KeyPusher() {
                @Override
                public Answers push(List<KeyPush> pushes) {
                    return _ -> List.of();
                }

                @Override
                public CompletableFuture<@Nullable KeyPushAnswer> prove(KeyLocationProof proof) {
                    return CompletableFuture.completedFuture(null);
                }
            };

    private final InMemoryStore store = new InMemoryStore();
    private final HssS6aHandler handler =
            handler(SolutionPlan.of(SolutionTable.named("12")), Map.of(Party.SCEF, "scef.test"));

    private HssS6aHandler handler(SolutionPlan plan, Map<Party, String> keyServers) {
        return handler(plan, keyServers, AccessProfiles.BUILT_IN);
    }

    private HssS6aHandler handler(
            SolutionPlan plan, Map<Party, String> keyServers, AccessProfiles profiles) {
        var stores =
                HssStores.in(
                        store,
                        _ -> {
                            throw new IllegalStateException("no vector is asked for");
                        },
                        CLOCK,
                        0);
        var config =
                new HssConfig(
                        plan,
                        keyServers,
                        Map.of("test", Set.of(HOME, TRUSTED, VISITED)),
                        Set.of(HOME, TRUSTED),
                        PdnConnections.STANDARD,
                        3_600,
                        1,
                        1,
                        Set.of(),
                        profiles);
        var vectorService = VectorService.ofMmes(stores, new Random(3)::nextBytes);
        List<KeyServer> servers =
                keyServers.entrySet().stream()
                        .map(each -> new KeyServer(each.getKey(), each.getValue(), NOBODY, CLOCK))
                        .toList();
        var pushed = new PushedKeys(() -> config, servers, stores, vectorService, CLOCK);
        var issue = new HssS6aHandler.Issue(vectorService, pushed);
        return new HssS6aHandler(() -> config, stores, issue, CLOCK, () -> {});
    }

    @BeforeEach
    void provisioned() {
        store.subscribers().put(subscriber(Subscription.standard("iot")));
    }

    private static Subscriber subscriber(Subscription subscription) {
        Octets wrapped = Octets.copyOf(new byte[45]);
        return new Subscriber(
                IMSI,
                new WrappedCredentials("milenage", wrapped, wrapped, Amf.ZERO.encode()),
                Subscriber.FIRST_EPOCH,
                0,
                CardBatch.STANDARD,
                EXTERNAL,
                List.of(AS),
                subscription);
    }

    private static Requester mme(boolean direct, boolean confidential) {
        return new Requester(
                "mme.test",
                new Origin("mme.test", "test"),
                PeerRole.MME,
                new Requester.HopSecurity(direct, confidential, !confidential));
    }

    private static final Requester DIRECT = mme(true, true);

    private static UpdateLocationRequest ulr(PlmnId visited, boolean appKeySupported) {
        return new UpdateLocationRequest(
                IMSI, visited, RatType.EUTRAN, UlrFlags.ATTACH, IMEI, null, appKeySupported);
    }

    private SubscriptionData answered(Requester from, UpdateLocationRequest request) {
        return ((UpdateLocationAnswer.Success) handler.onUpdateLocation(from, request))
                .subscription();
    }

    private static SubscriptionData subscription(boolean keyPolicy) {
        return new SubscriptionData(
                keyPolicy ? EXTERNAL : null,
                null,
                AccessProfile.standard("iot"),
                keyPolicy ? new SecurityPolicy(List.of(AS), 3_600, true) : null);
    }

    private ServingMme serving() {
        return store.locations().serving(IMSI).orElseThrow();
    }

    @Test
    void anMmeThatAnnouncesTheFeatureLearnsWhoMayHaveKeys() {
        assertThat(answered(DIRECT, ulr(HOME, true))).isEqualTo(subscription(true));
        assertThat(serving()).isEqualTo(servingMme(HOME, true, IMEI));
        assertThat(answered(DIRECT, ulr(TRUSTED, true))).isEqualTo(subscription(true));
    }

    private static ServingMme servingMme(PlmnId visited, boolean keyPolicy, @Nullable Imei imei) {
        return new ServingMme("mme.test", "test", visited, false, keyPolicy, imei);
    }

    @Test
    void anMmeThatDoesNotAnnounceItLearnsNothingOfThem() {
        answered(DIRECT, ulr(HOME, true));
        assertThat(answered(DIRECT, ulr(HOME, false))).isEqualTo(subscription(false));
        assertThat(serving()).as("nor later").isEqualTo(servingMme(HOME, false, IMEI));
    }

    @Test
    void aRoamingPartnerARelayAndAClearConnectionLearnNothingOfThem() {
        assertThat(answered(DIRECT, ulr(VISITED, true))).isEqualTo(subscription(false));
        assertThat(answered(mme(false, true), ulr(HOME, true))).isEqualTo(subscription(false));
        assertThat(answered(mme(true, false), ulr(HOME, true))).isEqualTo(subscription(false));
        assertThat(serving().hasKeyPolicy()).isFalse();
    }

    @Test
    void anHssWithoutSolutionsTellsNobody() {
        assertThat(handler(SolutionPlan.NONE, Map.of()).onUpdateLocation(DIRECT, ulr(HOME, true)))
                .isEqualTo(new UpdateLocationAnswer.Success(subscription(false)));
    }

    /// Solution 4 is of a profile, and for an MME that may know who may have keys.
    @Test
    void whatAnMmeIsAskedForIsInTheProfileAndToldToItAlone() {
        var hourly = new AuthenticationPolicy(3_600, 0, 0);
        var profiles =
                new AccessProfiles(
                        Map.of("meters", AccessProfile.standard("iot")),
                        Map.of("meters", new ProfilePolicy(hourly, 7_200, Set.of())));
        store.subscribers()
                .put(subscriber(new Subscription("meters", "", null, null, null, List.of())));
        HssS6aHandler asking =
                handler(
                        SolutionPlan.of(SolutionTable.named("12")),
                        Map.of(Party.SCEF, "scef.test"),
                        profiles);
        assertThat(asking.onUpdateLocation(DIRECT, ulr(HOME, true)))
                .isInstanceOfSatisfying(
                        UpdateLocationAnswer.Success.class,
                        success -> {
                            SecurityPolicy told = success.subscription().keyPolicy();
                            assertThat(told.authentication()).isEqualTo(hourly);
                            assertThat(told.keyLifetimeSeconds()).isEqualTo(7_200);
                        });
        assertThat(asking.onUpdateLocation(DIRECT, ulr(VISITED, true)))
                .isEqualTo(new UpdateLocationAnswer.Success(subscription(false)));
    }

    private UpdateLocationAnswer answer(RatType radio, int flags) {
        return handler.onUpdateLocation(
                DIRECT,
                new UpdateLocationRequest(
                        IMSI, HOME, radio, new UlrFlags(flags), null, null, false));
    }

    @Test
    void anMmeThatHasTheSubscriptionIsNotToldAgain() {
        assertThat(answer(RatType.EUTRAN, 1 << 1 | 1 << 2))
                .isEqualTo(new UpdateLocationAnswer.SuccessWithoutData());
        assertThat(serving()).as("it serves all the same").isEqualTo(servingMme(HOME, false, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1004, 1005, 1007})
    void everyRadioOfEutranIsServed(int radio) {
        assertThat(answer(new RatType(radio), 1 << 1))
                .isInstanceOf(UpdateLocationAnswer.Success.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 1001, 1006, 2003})
    void anotherRadioIsNotAllowed(int radio) {
        assertThat(answer(new RatType(radio), 1 << 1))
                .isEqualTo(new UpdateLocationAnswer.RatNotAllowed());
        assertThat(store.locations().serving(IMSI)).isEmpty();
    }

    private static AccessProfile restricted(AccessRestrictions restrictions) {
        AccessProfile standard = AccessProfile.standard("iot");
        return new AccessProfile(
                standard.mode(), restrictions, standard.ambr(), standard.accessPoints());
    }

    @Test
    void aRestrictionForbidsItsRadioAlone() {
        AccessProfile onlyNbIot = restricted(AccessRestrictions.NONE.withoutEutran());
        assertThat(HssS6aHandler.allows(onlyNbIot, RatType.EUTRAN)).isFalse();
        assertThat(HssS6aHandler.allows(onlyNbIot, RatType.LTE_M)).isFalse();
        assertThat(HssS6aHandler.allows(onlyNbIot, RatType.EUTRAN_NB_IOT)).isTrue();
        AccessProfile noNbIot = restricted(AccessRestrictions.NONE.withoutNbIot());
        assertThat(HssS6aHandler.allows(noNbIot, RatType.EUTRAN)).isTrue();
        assertThat(HssS6aHandler.allows(noNbIot, RatType.EUTRAN_NB_IOT)).isFalse();
    }

    @Test
    void anSgsnIsRefused() {
        assertThat(answer(RatType.EUTRAN, 0)).isEqualTo(new UpdateLocationAnswer.RatNotAllowed());
        assertThat(store.locations().serving(IMSI)).isEmpty();
    }

    private static Requester at(String host) {
        return new Requester(host, new Origin(host, "test"), PeerRole.MME, DIRECT.hop());
    }

    @Test
    void aNotificationCountsFromTheServingMme() {
        var nor = new NotifyRequest(IMSI, null, null);
        assertThat(
                        handler.onNotify(
                                DIRECT,
                                new NotifyRequest(Imsi.parse("001010000000009"), null, null)))
                .isEqualTo(new NotifyAnswer.UserUnknown());
        assertThat(handler.onNotify(DIRECT, nor)).isEqualTo(new NotifyAnswer.UnknownServingNode());
        answered(DIRECT, ulr(HOME, false));
        assertThat(handler.onNotify(DIRECT, nor)).isEqualTo(new NotifyAnswer.Success());
        assertThat(handler.onNotify(at("other.test"), nor))
                .isEqualTo(new NotifyAnswer.UnknownServingNode());
        handler.onPurgeUe(DIRECT, new PurgeUeRequest(IMSI));
        assertThat(handler.onNotify(DIRECT, nor))
                .as("it keeps nothing of the UE")
                .isEqualTo(new NotifyAnswer.UnknownServingNode());
    }

    /// TS 29.272 clause 5.2.1.3.3.
    @Test
    void aPurgeOfAnotherHostChangesNothing() {
        answered(DIRECT, ulr(HOME, false));
        assertThat(handler.onPurgeUe(at("other.test"), new PurgeUeRequest(IMSI)))
                .as("freezes no M-TMSI")
                .isEqualTo(new PurgeUeAnswer.Success(false));
        assertThat(serving().purged()).isFalse();
        assertThat(handler.onPurgeUe(DIRECT, new PurgeUeRequest(IMSI)))
                .isEqualTo(new PurgeUeAnswer.Success(true));
        assertThat(serving().purged()).isTrue();
        answered(DIRECT, ulr(HOME, false));
        assertThat(serving().purged()).as("it is back").isFalse();
    }

    @Test
    void aProfileThatTheConfigurationLacksIsNoSubscription() {
        store.subscribers()
                .put(subscriber(new Subscription("gone", "", null, null, null, List.of())));
        assertThat(answer(RatType.EUTRAN, 1 << 1))
                .isEqualTo(new UpdateLocationAnswer.UnknownEpsSubscription());
        assertThat(
                        handler.onAuthenticationInformation(
                                DIRECT,
                                new AuthenticationInformationRequest(IMSI, HOME, 1, null, false)))
                .isEqualTo(new AuthenticationInformationAnswer.UnknownEpsSubscription());
        assertThat(store.locations().serving(IMSI)).isEmpty();
    }
}
