package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Amf;
import dev.bestow.aka.Autn;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.SqnArray;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mIntKey;
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
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationAnswer;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationRequest;
import dev.bestow.wire.s6a.emks.UtranVector;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyTerms;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// To whom the HSS gives vectors for AKA runs of its own, how many, and what a card makes of them.
final class OwnRunVectorsTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final Imsi STRANGER = Imsi.parse("001010000000009");
    private static final PlmnId HOME = PlmnId.parse("001/01");
    private static final PlmnId VISITED = PlmnId.parse("002/02");
    private static final Requester EMKS = emks("emks.test");
    private static final AsId EMSE = AsId.parse("emse.example");
    private static final List<ApplicationIdentity> IDENTITIES =
            List.of(ApplicationIdentity.parse("meter-7"));
    private static final UtranAuthenticationInformationAnswer REFUSED =
            new UtranAuthenticationInformationAnswer.AuthorizationRejected();
    private static final UtranAuthenticationInformationAnswer LATER =
            new UtranAuthenticationInformationAnswer.AuthenticationDataUnavailable();
    private static final int LIFETIME_S = 3_600;

    private final InMemoryStore store = new InMemoryStore();
    private final Random random = new Random(17);
    private final SoftUsim card = SoftUsim.fresh(credentials());
    private long nowMs = SqnGenerator.EPOCH.toEpochMilli() + 91_000_000_000L;
    private final Clock clock =
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
    private final HssStores stores = HssStores.in(store, _ -> credentials(), clock, 5);
    private final VectorService accessVectors = VectorService.ofMmes(stores, random::nextBytes);
    private final OwnRunVectors vectors = running("3");

    private OwnRunVectors running(String row) {
        var config =
                new HssConfig(
                        SolutionPlan.of(SolutionTable.named(row)),
                        Map.of(Party.EMKS, "emks.test"),
                        Map.of(),
                        Set.of(),
                        PdnConnections.STANDARD,
                        LIFETIME_S,
                        1,
                        1,
                        Set.of(VISITED),
                        AccessProfiles.BUILT_IN);
        provision(SqnScheme.TIME_BASED, Subscriber.FIRST_EPOCH);
        return new OwnRunVectors(
                () -> config, stores, VectorService.ofEmks(stores, random::nextBytes), clock);
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

    private static Requester emks(String host) {
        return new Requester(
                host,
                new Origin(host, "test"),
                PeerRole.EMKS,
                new Requester.HopSecurity(true, true, false));
    }

    private Subscriber provision(SqnScheme scheme, long epoch) {
        Octets wrapped = Octets.copyOf(new byte[45]);
        Amf amf = new Amf(0x1234);
        Subscriber row =
                new Subscriber(
                        IMSI,
                        new WrappedCredentials("milenage", wrapped, wrapped, amf.encode()),
                        epoch,
                        0,
                        new CardBatch(5, 1L << 28, scheme, false),
                        "meter@example.net",
                        List.of(EMSE),
                        new Subscription("", "iot", null, null, null, IDENTITIES));
        store.subscribers().put(row);
        return row;
    }

    private UtranAuthenticationInformationAnswer asked(
            Requester from, Imsi imsi, @Nullable ResynchronizationInfo resynchronization) {
        return vectors.onAuthenticationInformation(
                from, new UtranAuthenticationInformationRequest(imsi, HOME, resynchronization));
    }

    private UtranAuthenticationInformationAnswer.Success given() {
        return (UtranAuthenticationInformationAnswer.Success) asked(EMKS, IMSI, null);
    }

    private UsimAnswer card(UtranVector vector) {
        return card.authenticate(vector.rand(), new Autn(vector.autn()));
    }

    private UsimAnswer attach() {
        VectorService.IssuedVector made = accessVector();
        return card.authenticate(made.vector().rand(), made.vector().autn());
    }

    private VectorService.IssuedVector accessVector() {
        Subscriber row = store.subscribers().find(IMSI).orElseThrow();
        return Objects.requireNonNull(accessVectors.next(row));
    }

    @Test
    void theCardTakesTheVectorAndBothHaveTheSameKey() {
        var given = given();
        UtranVector vector = given.vector();
        assertThat(card(vector)).isEqualTo(new UsimAnswer.Success(vector.xres(), vector.ckIk()));
    }

    @Test
    void aDeviceTellsItFromEveryOtherVectorByItsAmf() {
        Amf amf = new Autn(given().vector().autn()).amf();
        assertThat(amf).isEqualTo(new Amf(0x0080)).matches(Amf::ownRun);
        Amf ofAccess = accessVector().vector().autn().amf();
        assertThat(ofAccess).isEqualTo(new Amf(0x9234)).matches(each -> !each.ownRun());
        assertThat(new Amf(0x8080).ownRun()).as("of E-UTRAN, whatever the row says").isFalse();
    }

    @Test
    void theEmksLearnsWhatAPushWouldHaveToldIt() {
        var given = given();
        KeyTerms terms = given.terms();
        var key = E2mIntKey.from(given.vector().ckIk());
        Instant expiry = Instant.ofEpochMilli(nowMs).plusSeconds(LIFETIME_S);
        assertThat(terms.of(given.vector().rand(), key))
                .isEqualTo(
                        new KeyPush(
                                IMSI,
                                "meter@example.net",
                                IDENTITIES,
                                given.vector().rand(),
                                key,
                                Subscriber.FIRST_EPOCH,
                                terms.issueNumber(),
                                HOME,
                                "emks.test",
                                false,
                                expiry,
                                new SecurityPolicy(List.of(EMSE), LIFETIME_S, true)));
        assertThat(terms.kind()).isEqualTo(KeyKind.E2M_INT_KEY);
        assertThat(terms.issueNumber()).isLessThan(given().terms().issueNumber());
    }

    @Test
    void whereTheSubscriberIsNothingMayBeCiphered() {
        var mme = new ServingMme("mme.test", "test", VISITED, false, false, null);
        store.locations().serve(IMSI, mme, nowMs);
        KeyTerms terms = given().terms();
        assertThat(terms.visitedPlmn()).isEqualTo(VISITED);
        assertThat(terms.policy().confidentialityAllowed()).isFalse();
    }

    @Test
    void onlyTheEmksOfARowThatRunsTheAkaGetsOne() {
        assertThat(asked(emks("emks.other"), IMSI, null)).isEqualTo(REFUSED);
        assertThat(asked(EMKS, STRANGER, null))
                .isEqualTo(new UtranAuthenticationInformationAnswer.UserUnknown());
        var request = new UtranAuthenticationInformationRequest(IMSI, HOME, null);
        for (String row : List.of("2", "10", "1D", "11", "12")) {
            assertThat(running(row).onAuthenticationInformation(EMKS, request))
                    .as(row)
                    .isEqualTo(REFUSED);
        }
        var ofAnother = new UtranAuthenticationInformationRequest(IMSI, VISITED, null);
        assertThat(vectors.onAuthenticationInformation(EMKS, ofAnother)).isEqualTo(REFUSED);
    }

    @Test
    void aWithdrawnSubscriberHasNoneAndANewRowANewEpoch() {
        store.subscribers().remove(IMSI);
        assertThat(asked(EMKS, IMSI, null))
                .isEqualTo(new UtranAuthenticationInformationAnswer.UserUnknown());
        provision(SqnScheme.TIME_BASED, Subscriber.FIRST_EPOCH + 1);
        assertThat(given().terms().epoch()).isEqualTo(Subscriber.FIRST_EPOCH + 1);
    }

    @Test
    void aFloodEndsAtOneASecondAndKeepsNobodyOutOfTheNetwork() {
        for (int i = 0; i < OwnRunVectors.BURST; i++) {
            given();
        }
        assertThat(asked(EMKS, IMSI, null)).isEqualTo(LATER);
        assertThat(attach()).isInstanceOf(UsimAnswer.Success.class);
        nowMs += 1_000;
        given();
        assertThat(asked(EMKS, IMSI, null)).isEqualTo(LATER);
    }

    /// Each of the card's 32 numbers is of one class of requesters and one HSS instance.
    @ParameterizedTest
    @EnumSource(SqnScheme.class)
    void thousandsOfVectorsOfOneKindNeverMakeThoseOfTheOtherLookOld(SqnScheme scheme) {
        provision(scheme, Subscriber.FIRST_EPOCH + 1);
        VectorService.IssuedVector access = accessVector();
        UtranVector own = given().vector();
        for (int i = 0; i < 5_000; i++) {
            nowMs += 1_000;
            assertThat(card(given().vector())).isInstanceOf(UsimAnswer.Success.class);
        }
        assertThat(card.authenticate(access.vector().rand(), access.vector().autn()))
                .as("one of an MME, older than all of them")
                .isInstanceOf(UsimAnswer.Success.class);
        assertThat(card(own))
                .as("one of the EMKS's, older than its last")
                .isInstanceOf(UsimAnswer.SynchronisationFailure.class);
        UtranVector kept = given().vector();
        for (int i = 0; i < 5_000; i++) {
            assertThat(attach()).isInstanceOf(UsimAnswer.Success.class);
        }
        assertThat(card(kept))
                .as("one of the EMKS's, older than 5,000 attaches")
                .isInstanceOf(UsimAnswer.Success.class);
    }

    @ParameterizedTest
    @CsvSource({"TIME_BASED", "COUNTER"})
    void aCardAheadIsPassedAfterOneAuts(SqnScheme scheme) {
        provision(scheme, Subscriber.FIRST_EPOCH + 1);
        SqnProfile profile = SqnProfile.STANDARD;
        // IND 29 is the EMKS's at instance 5.
        SqnArray ahead = SqnArray.fresh(profile).with(profile.sqn(92_000_000, 29));
        var usim = new SoftUsim(credentials(), ahead);
        UtranVector refused = given().vector();
        var failure =
                (UsimAnswer.SynchronisationFailure)
                        usim.authenticate(refused.rand(), new Autn(refused.autn()));
        var auts = new ResynchronizationInfo(refused.rand(), failure.auts().octets());
        var again = (UtranAuthenticationInformationAnswer.Success) asked(EMKS, IMSI, auts);
        assertThat(usim.authenticate(again.vector().rand(), new Autn(again.vector().autn())))
                .isInstanceOf(UsimAnswer.Success.class);
    }

    @Test
    void anAutsOfNoCardIsRefusedAndChangesNothing() {
        var forged =
                new ResynchronizationInfo(
                        given().vector().rand(), Octets.parseHex("AUTS", "c0".repeat(14)));
        assertThat(asked(EMKS, IMSI, forged)).isEqualTo(REFUSED);
        assertThat(card(given().vector())).isInstanceOf(UsimAnswer.Success.class);
    }

    @Test
    void theTraceSaysWhoGotOneAndWhoDidNot() {
        var randId = given().vector().rand().id();
        asked(emks("emks.other"), IMSI, null);
        asked(emks("emks.other"), IMSI, null);
        asked(EMKS, STRANGER, null);
        assertThat(stores.trace().of(IMSI).toString())
                .contains("VectorIssued[randId=" + randId + ", emks=emks.test]")
                .containsOnlyOnce("Refused[emks=emks.other");
        assertThat(stores.trace().of(STRANGER).toString()).doesNotContain("Refused");
    }
}
