package dev.bestow.conformance;

import static dev.bestow.conformance.WorkedJourney.AS;
import static dev.bestow.conformance.WorkedJourney.CARD;
import static dev.bestow.conformance.WorkedJourney.CHANCE;
import static dev.bestow.conformance.WorkedJourney.CLOCK;
import static dev.bestow.conformance.WorkedJourney.DOWNLINK;
import static dev.bestow.conformance.WorkedJourney.EKSI;
import static dev.bestow.conformance.WorkedJourney.EXTERNAL;
import static dev.bestow.conformance.WorkedJourney.GUTI;
import static dev.bestow.conformance.WorkedJourney.NAS;
import static dev.bestow.conformance.WorkedJourney.OURS;
import static dev.bestow.conformance.WorkedJourney.PLMN;
import static dev.bestow.conformance.WorkedJourney.RAND;
import static dev.bestow.conformance.WorkedJourney.STUCK;
import static dev.bestow.conformance.WorkedJourney.STUDY;
import static dev.bestow.conformance.WorkedJourney.UPLINK;
import static dev.bestow.conformance.WorkedJourney.card;
import static dev.bestow.conformance.WorkedJourney.ckIk;
import static dev.bestow.conformance.WorkedJourney.confirmation;
import static dev.bestow.conformance.WorkedJourney.derived;
import static dev.bestow.conformance.WorkedJourney.inputs;
import static dev.bestow.conformance.WorkedJourney.published;
import static dev.bestow.conformance.WorkedJourney.pushed;
import static dev.bestow.conformance.WorkedJourney.ua;
import static dev.bestow.conformance.WorkedJourney.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.Autn;
import dev.bestow.aka.Auts;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.EpsVector;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.as.StoredClaims;
import dev.bestow.conformance.vectors.VectorRow;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.KApp;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.KsAsEnc;
import dev.bestow.keys.KsAsInt;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.PendingRequest;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.RequestOutcome;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.session.ua.UaServerEvents;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.north.KeySubject;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// One key's journey, a method per leg, each runnable alone. What it asserts was computed without
/// this project's code: `nas_worked_example.json`, `study_derivations.json`, and
/// `journey.json` with the script beside it that made it.
class JourneyTest {
    @TempDir private Path folder;

    @Test
    void attach() throws Exception {
        var bench = new AttachBench();
        assertThat(bench.attach()).isEqualTo(new AttachOutcome.Attached(GUTI));
        assertThat(bench.seen())
                .containsExactly(
                        OURS.row("nas", "ATTACH REQUEST").octets("protected"),
                        published("AUTHENTICATION REQUEST", "plain"),
                        published("AUTHENTICATION RESPONSE", "plain"),
                        OURS.row("nas", "SECURITY MODE COMMAND").octets("protected"),
                        OURS.row("nas", "SECURITY MODE COMPLETE").octets("protected"),
                        OURS.row("nas", "ATTACH ACCEPT").octets("protected"),
                        published("ATTACH COMPLETE", "protected"));
        assertThat(bench.peers().asked())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.imsi()).isEqualTo(CARD.imsi());
                    assertThat(request.visitedPlmn()).isEqualTo(PLMN);
                });
        assertThat(bench.peers().confirmed())
                .isEqualTo(new KeyConfirm(CARD.imsi(), RAND, GUTI, EKSI, 1, 1));
    }

    @Test
    void agree() {
        EpsVector made = vector();
        assertThat(made.autn().octets()).isEqualTo(NAS.octets("autn"));
        assertThat(made.xres()).isEqualTo(NAS.octets("res"));
        assertThat(made.kasme().octets()).isEqualTo(NAS.secret("kasme"));

        SoftUsim card = card();
        var autn = new Autn(NAS.octets("autn"));
        assertThat(card.authenticate(RAND, autn))
                .isInstanceOfSatisfying(
                        UsimAnswer.Success.class,
                        answer -> {
                            assertThat(answer.res()).isEqualTo(NAS.octets("res"));
                            assertThat(answer.ckIk().octets()).isEqualTo(ckIk());
                        });
        // The same challenge again: the card's answer names its own SQN, the one just taken.
        Octets failure = published("AUTHENTICATION FAILURE", "plain");
        var auts = new Auts(failure.slice(failure.length() - Auts.OCTETS, Auts.OCTETS));
        assertThat(card.authenticate(RAND, autn))
                .isEqualTo(new UsimAnswer.SynchronisationFailure(auts));
        assertThat(AuthenticationCentre.verify(CARD.credentials(), RAND, auts))
                .isEqualTo(new AutsCheck.Verified(Sqn.decode(NAS.octets("sqn"))));
    }

    @Test
    void derive() {
        EpsVector vector = vector();
        assertThat(KnasEnc.from(vector.kasme(), 2).octets()).isEqualTo(NAS.secret("knasenc_eea2"));
        assertThat(KnasInt.from(vector.kasme(), 2).octets()).isEqualTo(NAS.secret("knasint_eia2"));

        Ks ofKasme = Ks.from(vector.kasme());
        assertThat(ofKasme.octets())
                .isEqualTo(derived("#11 from K_ASME: Ks = KDF(KASME, \"End-to-End_IOT\")"));
        assertThat(KsAs.from(ofKasme, AS).octets()).isEqualTo(ua("11-kasme").secret("ks_as"));

        assertThat(Ks.pushed(vector.ckIk()).octets()).isEqualTo(ua("12").secret("ks"));
        Ks ofCkIk = Ks.from(vector.ckIk());
        assertThat(ofCkIk.octets()).isEqualTo(derived("#11 Ks = KDF(CK||IK,\"End-to-End_IOT\")"));
        KsAs ksAs = KsAs.from(ofCkIk, AS);
        assertThat(ksAs.octets()).isEqualTo(derived("#11 Ks_AS = KDF(Ks, AS_ID)"));
        KsAsEnc enc = KsAsEnc.from(ksAs);
        assertThat(enc.octets()).isEqualTo(derived("#11 Ks_AS_enc = KDF(Ks_AS,\"enc\")"));
        KsAsInt integrity = KsAsInt.from(ksAs);
        assertThat(integrity.octets()).isEqualTo(derived("#11 Ks_AS_int = KDF(Ks_AS,\"int\")"));

        String kApp = "#11 K_app = KDF(Ks_AS_enc, RAND_AS)";
        Octets randAs = STUDY.row("steps", kApp).octetsList("params_hex").getFirst();
        assertThat(KApp.from(enc, randAs).octets()).isEqualTo(derived(kApp));
        VectorRow t = STUDY.row("steps", "#11 t = MAC(Ks_AS_int; GUTI, RAND_AS)");
        assertThat(HmacTag.compute(integrity.octets(), 32, t.octets("input").toArray()))
                .isEqualTo(t.octets("out").toArray());
    }

    @Test
    void keep() {
        keptWhen("push-first", true);
        keptWhen("confirm-first", false);
    }

    private void keptWhen(String name, boolean pushFirst) {
        Path data = folder.resolve(name);
        var byRand = new KeyName.ByRand(RAND.id());
        var byGuti = new KeyName.ByGuti(GUTI, EKSI);
        assertThat(RAND.id().encode()).isEqualTo(inputs().octets("rand_id"));
        try (var wrap = keyWrap(data);
                RocksStore store = RocksStore.open(data.resolve("store"))) {
            KeyRing ring = store.keyRing(KeyRingLimits.STANDARD, wrap);
            if (pushFirst) {
                ring.push(pushed());
                assertThat(ring.select(KeyKind.KS, byRand, CLOCK.nowMs()))
                        .isInstanceOf(Selection.NotYet.class);
                assertThat(ring.prove(confirmation())).isEqualTo(ProofOutcome.PROVEN);
            } else {
                assertThat(ring.prove(confirmation())).isEqualTo(ProofOutcome.UNMATCHED);
                assertThat(ring.select(KeyKind.KS, byGuti, CLOCK.nowMs()))
                        .isNotInstanceOf(Selection.Found.class);
                ring.push(pushed());
            }
        }
        try (var wrap = keyWrap(data);
                RocksStore reopened = RocksStore.open(data.resolve("store"))) {
            KeyRing ring = reopened.keyRing(KeyRingLimits.STANDARD, wrap);
            for (KeyName each : List.of(byRand, byGuti)) {
                assertThat(ring.select(KeyKind.KS, each, CLOCK.nowMs()))
                        .isInstanceOfSatisfying(
                                Selection.Found.class,
                                found ->
                                        assertThat(found.candidates())
                                                .singleElement()
                                                .satisfies(JourneyTest::isOurs));
            }
        }
    }

    private static void isOurs(Candidate candidate) {
        assertThat(candidate.key().octets()).isEqualTo(ua("12").secret("ks"));
        assertThat(candidate.imsi()).isEqualTo(CARD.imsi());
        assertThat(candidate.rand()).isEqualTo(RAND);
        assertThat(candidate.guti()).isEqualTo(new KeyName.ByGuti(GUTI, EKSI));
        assertThat(candidate.state()).isEqualTo(Candidate.State.CURRENT);
    }

    private static EpochKeyWrap keyWrap(Path data) {
        return EpochKeyWrap.open(
                data.resolve("epochs"), EpochKeyPlan.STANDARD, CHANCE, CLOCK.nowMs());
    }

    @Test
    void fetch() throws Exception {
        try (TestNetwork network = TestNetwork.start("12", folder.resolve("network"));
                TestServer server =
                        TestServer.start(
                                network,
                                TestServer.Setup.standard(network, AS),
                                folder.resolve("as"))) {
            KeyRing ring = network.keyServer(AS).keyRing();
            ring.push(pushed());
            ring.prove(confirmation());

            var request =
                    new RetrievalRequest(AS, new KeyName.ByRand(RAND.id()), KeyRoot.CK_IK_PUSHED);
            assertThat(server.client().retrieve(request))
                    .isInstanceOfSatisfying(
                            RetrievalOutcome.Answered.class,
                            answered ->
                                    assertThat(answered.answer())
                                            .isInstanceOfSatisfying(
                                                    RetrievalAnswer.Keys.class,
                                                    keys ->
                                                            assertThat(keys.keys())
                                                                    .singleElement()
                                                                    .satisfies(
                                                                            JourneyTest
                                                                                    ::isTheLeaf)));
            String body = RawNorthbound.post(network, AS, request).body();
            assertThat(body)
                    .contains("\"" + ua("12").text("ks_as") + "\"")
                    .doesNotContain(ua("12").text("ks") + "\"")
                    .doesNotContain(CARD.imsi().digits() + "\"");
        }
    }

    private static void isTheLeaf(RetrievedKey key) {
        assertThat(key.leaf().octets()).isEqualTo(ua("12").secret("ks_as"));
        assertThat(key.rand()).isEqualTo(RAND);
        assertThat(key.guti()).isEqualTo(new KeyName.ByGuti(GUTI, EKSI));
        assertThat(key.subject()).isEqualTo(new KeySubject.External(EXTERNAL));
    }

    @Test
    void protect() {
        for (String solution : List.of("11", "11-kasme", "12")) {
            VectorRow expected = ua(solution);
            FullName name =
                    solution.equals("12")
                            ? new FullName.ByRand(RAND)
                            : new FullName.ByGuti(GUTI, EKSI);
            var key = new UaClient.Key(AS, name, new KsAs(expected.secret("ks_as")));
            var speech = new UaClient.UaParameters(UaForm.COMPACT, true);
            List<Secret> kApps = new CopyOnWriteArrayList<>();
            KAppObserver observer = (_, _, kApp) -> kApps.add(kApp.octets().copy());
            UaServer server = server(new KsAs(expected.secret("ks_as")), observer);
            try (UaClient client =
                            new UaClient(
                                    key,
                                    speech,
                                    new UaClient.Ports(STUCK, RequestCounts.inMemory(), observer));
                    PendingRequest pending = client.request(UPLINK)) {
                byte[] request = pending.datagram();
                assertThat(Octets.copyOf(request)).isEqualTo(expected.octets("request"));
                byte[] response = Objects.requireNonNull(server.handle(request, Octets.EMPTY));
                assertThat(Octets.copyOf(response)).isEqualTo(expected.octets("response"));
                assertThat(pending.open(response))
                        .isInstanceOfSatisfying(
                                RequestOutcome.Delivered.class,
                                outcome -> assertThat(outcome.downlink()).isEqualTo(DOWNLINK));
            }
            assertThat(kApps).hasSize(2).containsOnly(expected.secret("k_app"));
        }
    }

    private static UaServer server(KsAs ksAs, KAppObserver observer) {
        var key =
                new RetrievedKey(
                        ksAs,
                        RAND,
                        null,
                        KeyRoot.CK_IK_PUSHED,
                        CLOCK.now().plusSeconds(60),
                        EXTERNAL,
                        true);
        var keys =
                new KeyCache(
                        (_, _) -> new RetrievalAnswer.Keys(List.of(key)),
                        CLOCK,
                        KeyCache.STANDARD_NAMES,
                        FetchLimits.DEFAULT);
        var claims = new StoredClaims(new InMemoryStore().claims(ClaimLimits.STANDARD), CLOCK);
        return new UaServer(
                UaPolicy.standard(AS),
                new UaServer.Ports(
                        keys, claims, (_, _, report) -> TestServer.thanks(report), CLOCK, STUCK),
                new UaServer.Observers(observer, UaServerEvents.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void delivered(String solution) throws Exception {
        // With RAND, M-TMSI and the device's chance given, the request on the wire is given too.
        // The last bits of an M-TMSI are those of its MME's count of starts, which is ahead of the
        // clock here.
        Path mme = Files.createDirectories(folder.resolve("network/mme"));
        Files.writeString(mme.resolve("starts"), (1L << 32) + "\n");
        var chance =
                new TestNetwork.Chance(
                        TestEntropy.giving(RAND.octets(), CHANCE),
                        TestEntropy.giving(GUTI.encode().slice(6, 4), CHANCE));
        List<Secret> kApps = new CopyOnWriteArrayList<>();
        KAppObserver observer = (_, _, kApp) -> kApps.add(kApp.octets().copy());
        try (TestNetwork network = TestNetwork.start(solution, folder.resolve("network"), chance);
                TestServer server =
                        TestServer.start(
                                network,
                                new TestServer.Setup(
                                        AS, network.plan().serving(AS), CHANCE, observer),
                                folder.resolve("as"));
                TestFleet fleet = TestFleet.open(network)) {
            network.provision(CARD, AS);
            Device device =
                    fleet.device(
                            CARD,
                            new TestFleet.Setup(
                                    SoftUsim.fresh(CARD.credentials()),
                                    TestFleet.CALM,
                                    STUCK,
                                    observer));

            assertThat(device.attach()).isEqualTo(new AttachOutcome.Attached(GUTI));
            assertThat(device.report(fleet.provision(AS, server.address()), UPLINK))
                    .isEqualTo(new ReportOutcome.Delivered(DOWNLINK));
            assertThat(server.delivered()).containsExactly(UPLINK);
            assertThat(Stream.of(fleet.datagrams().getFirst()).map(Octets::copyOf))
                    .containsExactly(ua(solution).octets("request"));
            assertThat(kApps).hasSize(2).containsOnly(ua(solution).secret("k_app"));
        }
    }
}
