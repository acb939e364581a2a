package dev.bestow.keyserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.EmseId;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.wire.north.KeySubject;
import dev.bestow.wire.north.KeysJson;
import dev.bestow.wire.north.NamedUser;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Requests that name a user, of an honest endpoint and of others.
final class NamedUserTest {
    private static final AsId EMSE = AsId.parse("emse.example");
    private static final AsId TRANSLATING = AsId.parse("translating.example");
    private static final AsId OTHER_TENANT = AsId.parse("tenant.example");
    private static final AsId OF_MMES = AsId.parse("mmes.example");
    private static final Imsi METER = Imsi.parse("001010000000001");
    private static final Imsi METER_OF_TENANT = Imsi.parse("001010000000002");
    private static final ApplicationIdentity METER_7 = ApplicationIdentity.parse("meter-7");
    private static final ApplicationIdentity TENANTS = ApplicationIdentity.parse("pump-1");
    private static final RetrievalAnswer NOTHING = new RetrievalAnswer.NotAvailable();
    private static final long DAY_MS = 86_400_000;

    private final Time time = new Time();
    private final InMemoryStore store = new InMemoryStore();

    /// The label of each retrieval, as operators see it.
    private final List<String> labels = new ArrayList<>();

    private KeyRing ring;
    private KeyRetrieval retrieval;

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
                        Set.of(EMSE, TRANSLATING, OTHER_TENANT, OF_MMES),
                        Set.of(TRANSLATING),
                        SolutionTable.kindsPushedTo(Party.EMKS),
                        KeyIdentifier.RAND,
                        KeyServerConfig.Limits.DEFAULT);
        retrieval =
                new KeyRetrieval(
                        config,
                        new KeySources(
                                new TracedKeyRing(ring, time),
                                (_, _, _) -> {
                                    throw new AssertionError("no MME is asked");
                                },
                                store.endpoints()),
                        time,
                        new Monitoring() {
                            @Override
                            public Timings timings(Metric metric) {
                                return (_, label) -> labels.add(label[0]);
                            }
                        });
        push(METER, METER_7, 1, List.of(EMSE, TRANSLATING));
        push(METER_OF_TENANT, TENANTS, 2, List.of(OTHER_TENANT));
    }

    /// The RAND of a subscriber's run; runs of two subscribers with one number share a RAND id.
    private static Rand rand(Imsi imsi, int id) {
        byte[] octets = new byte[Rand.OCTETS];
        octets[0] = (byte) imsi.digits().charAt(Imsi.MAX_DIGITS - 1);
        octets[15] = (byte) id;
        return new Rand(Octets.copyOf(octets));
    }

    private static E2mIntKey key(Rand rand) {
        byte[] octets = new byte[E2mIntKey.OCTETS];
        rand.octets().writeTo(octets, 0);
        octets[31] = 0x5a;
        return new E2mIntKey(Secret.taking(octets));
    }

    private void push(Imsi imsi, ApplicationIdentity identity, int id, List<AsId> allowed) {
        Rand rand = rand(imsi, id);
        ring.push(
                new PushedKey(
                        imsi,
                        "d" + imsi.digits().charAt(Imsi.MAX_DIGITS - 1) + "@example.net",
                        List.of(identity),
                        rand,
                        null,
                        key(rand),
                        new KeyOrder(1, (long) id << KeyOrder.IND_BITS),
                        PlmnId.parse("001/01"),
                        "mme.test",
                        false,
                        Instant.ofEpochMilli(time.nowMs() + DAY_MS / 2),
                        time.nowMs(),
                        allowed,
                        true));
    }

    private RetrievalAnswer retrieve(AsId caller, int id, @Nullable NamedUser user) {
        KeyName name = new KeyName.ByRand(rand(METER, id).id());
        return retrieval.retrieve(caller, new RetrievalRequest(caller, name, null, user));
    }

    private static NamedUser called(ApplicationIdentity identity) {
        return new NamedUser.ByApplication(identity);
    }

    private static RetrievedKey only(RetrievalAnswer answer) {
        assertThat(answer).isInstanceOf(RetrievalAnswer.Keys.class);
        List<RetrievedKey> keys = ((RetrievalAnswer.Keys) answer).keys();
        assertThat(keys).hasSize(1);
        return keys.getFirst();
    }

    private static String json(RetrievalAnswer answer) {
        assertThat(answer).isInstanceOf(RetrievalAnswer.Keys.class);
        return new String(
                KeysJson.encode((RetrievalAnswer.Keys) answer), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theIdentityThatAnEmseNamesIsTheOneItIsTold() {
        RetrievalAnswer answer = retrieve(EMSE, 1, called(METER_7));
        RetrievedKey granted = only(answer);
        Rand rand = rand(METER, 1);
        assertThat(granted.leaf()).isEqualTo(E2mKey.from(key(rand), new EmseId(EMSE.fqdn())));
        assertThat(granted.rand()).isEqualTo(rand);
        assertThat(granted.subject()).isEqualTo(new KeySubject.Application(METER_7));
        assertThat(json(answer)).doesNotContain("d1@example.net").doesNotContain(METER.digits());
    }

    @Test
    void whoNamesNobodyIsToldWhatItEverWas() {
        assertThat(only(retrieve(EMSE, 1, null)).subject())
                .isEqualTo(new KeySubject.External("d1@example.net"));
    }

    /// Two subscribers whose RAND ids are equal by chance: without a name an endpoint has to try both keys.
    @Test
    void anIdentityTellsApartWhomARandIdDoesNot() {
        push(METER_OF_TENANT, ApplicationIdentity.parse("meter-8"), 1, List.of(EMSE));
        assertThat(((RetrievalAnswer.Keys) retrieve(EMSE, 1, null)).keys()).hasSize(2);
        assertThat(only(retrieve(EMSE, 1, called(METER_7))).rand()).isEqualTo(rand(METER, 1));
    }

    /// What an endpoint can find out by asking: nothing, and the operator sees why.
    @Test
    void anotherTenantsUserIsAsGoodAsNobody() {
        assertThat(retrieve(EMSE, 2, called(TENANTS))).as("right name").isEqualTo(NOTHING);
        assertThat(retrieve(EMSE, 1, called(TENANTS))).as("its own run").isEqualTo(NOTHING);
        assertThat(retrieve(EMSE, 2, called(METER_7))).as("its own user").isEqualTo(NOTHING);
        assertThat(retrieve(EMSE, 2, null)).as("no user").isEqualTo(NOTHING);
        assertThat(retrieve(EMSE, 3, called(METER_7))).as("no such run").isEqualTo(NOTHING);
        assertThat(retrieve(EMSE, 1, called(ApplicationIdentity.parse("METER-7"))))
                .as("nobody's")
                .isEqualTo(NOTHING);
        assertThat(labels)
                .containsExactly(
                        "not_available",
                        "other_user",
                        "other_user",
                        "not_available",
                        "not_available",
                        "other_user");
    }

    @Test
    void aNameThatHasAgedOutOrWasWithdrawnIsNotAvailable() {
        ring.erase(new Erasure(METER_OF_TENANT, 2, time.nowMs() + DAY_MS));
        assertThat(retrieve(OTHER_TENANT, 2, called(TENANTS))).isEqualTo(NOTHING);
        assertThat(retrieve(EMSE, 1, called(METER_7))).isInstanceOf(RetrievalAnswer.Keys.class);
        time.nowMs += DAY_MS;
        assertThat(retrieve(EMSE, 1, called(METER_7))).isEqualTo(NOTHING);
        assertThat(labels).containsExactly("not_available", "keys", "not_available");
    }

    @Test
    void onlyAnEndpointThatTranslatesAsksByImsiAndIsToldOne() {
        NamedUser meter = new NamedUser.ByImsi(METER);
        assertThat(retrieve(EMSE, 1, meter)).isEqualTo(new RetrievalAnswer.NotAuthorised());
        assertThat(retrieve(EMSE, 9, new NamedUser.ByImsi(Imsi.parse("001019999999999"))))
                .as("whether there is such a subscriber or not")
                .isEqualTo(new RetrievalAnswer.NotAuthorised());
        RetrievalAnswer answer = retrieve(TRANSLATING, 1, meter);
        assertThat(only(answer).subject())
                .isEqualTo(new KeySubject.Subscriber("d1@example.net", METER));
        assertThat(json(answer)).contains("\"imsi\":\"001010000000001\"");
        assertThat(answer.toString()).doesNotContain(METER.digits());
        assertThat(only(retrieve(TRANSLATING, 1, null)).subject())
                .isEqualTo(new KeySubject.Subscriber("d1@example.net", METER));
        assertThat(retrieve(TRANSLATING, 1, new NamedUser.ByImsi(METER_OF_TENANT)))
                .isEqualTo(NOTHING);
        assertThat(retrieve(TRANSLATING, 2, new NamedUser.ByImsi(METER_OF_TENANT)))
                .as("it may not have keys of that subscriber")
                .isEqualTo(NOTHING);
        assertThat(labels)
                .containsExactly(
                        "not_authorised",
                        "not_authorised",
                        "keys",
                        "keys",
                        "other_user",
                        "not_available");
    }

    /// What it does not need it is not told.
    @Test
    void anEndpointThatTranslatesMayHaveTheOperatorTranslate() {
        RetrievalAnswer answer = retrieve(TRANSLATING, 1, called(METER_7));
        assertThat(only(answer).subject()).isEqualTo(new KeySubject.Application(METER_7));
        assertThat(json(answer)).doesNotContain(METER.digits());
    }

    @Test
    void noAnswerToOthersHoldsAnImsi() {
        for (RetrievalAnswer answer :
                List.of(retrieve(EMSE, 1, null), retrieve(EMSE, 1, called(METER_7)))) {
            assertThat(json(answer)).doesNotContain(METER.digits()).doesNotContain("\"imsi\"");
        }
    }

    /// Such keys are found by GUTI, and their MME knows no names of users.
    @Test
    void keysThatStayWithAnMmeAreOfNoNamedUser() {
        var name = new KeyName.ByGuti(new Guti(PlmnId.parse("001/01"), 0x8001, 1, 7), new Eksi(0));
        var request = new RetrievalRequest(OF_MMES, name, KeyRoot.CK_IK, called(METER_7));
        assertThat(retrieval.retrieve(OF_MMES, request)).isEqualTo(NOTHING);
        assertThat(labels).containsExactly("not_translated");
    }

    @Test
    void aGrantPrintsNoKey() {
        RetrievalAnswer answer = retrieve(EMSE, 1, called(METER_7));
        String leaf = only(answer).leaf().octets().use(octets -> Octets.copyOf(octets).hex());
        assertThat(json(answer)).contains(leaf);
        assertThat(answer.toString()).contains("meter-7").doesNotContain(leaf);
        assertThat(Retrieval.of(answer).toString()).doesNotContain(leaf);
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
