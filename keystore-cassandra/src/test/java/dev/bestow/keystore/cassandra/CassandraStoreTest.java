package dev.bestow.keystore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.StoreTooNew;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.UnwrapFailed;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.contract.StoreContract;
import dev.bestow.keystore.contract.TestWrap;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The contract on one real node.
final class CassandraStoreTest implements StoreContract {
    @TempDir private static Path folder;
    private static CassandraServer server;
    private static TestKeyspaces keyspaces;

    private final List<NodeStore> opened = new ArrayList<>();
    private NodeStore store;
    private int others;

    @BeforeAll
    static void start() {
        CassandraServer.require();
        server = CassandraServer.start(1, folder.resolve("1"));
        keyspaces = new TestKeyspaces(config("bestow"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            keyspaces.close();
            server.close();
        }
    }

    @BeforeEach
    void open() {
        store = empty("bestow");
    }

    @AfterEach
    void close() {
        opened.forEach(NodeStore::close);
    }

    private static ClusterConfig config(String keyspace) {
        return new ClusterConfig(
                List.of(CassandraServer.address(1)),
                "datacenter1",
                keyspace,
                Map.of("datacenter1", 1),
                null,
                null);
    }

    private NodeStore empty(String keyspace) {
        keyspaces.empty(config(keyspace));
        return opened(keyspace);
    }

    private NodeStore opened(String keyspace) {
        NodeStore another = CassandraStore.open(config(keyspace), TestPorts.PORTS);
        opened.add(another);
        return another;
    }

    @Override
    public NodeStore store() {
        return store;
    }

    @Override
    public NodeStore reopened() {
        store.close();
        store = opened("bestow");
        return store;
    }

    @Override
    public NodeStore another() {
        return empty("other" + others++);
    }

    @Test
    void aKeyspaceThatIsNotThereOrOfALaterVersionIsRefused() {
        assertThatThrownBy(() -> CassandraStore.open(config("nowhere"), TestPorts.PORTS))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("nowhere");
        int later = Tables.FORMAT + 1;
        keyspaces.change("UPDATE bestow.format SET format = " + later + " WHERE name = 'store'");
        assertThatThrownBy(() -> CassandraStore.open(config("bestow"), TestPorts.PORTS))
                .isInstanceOf(StoreTooNew.class)
                .hasMessageContaining("keyspace bestow has format " + later);
        keyspaces.change("UPDATE bestow.format SET format = 1 WHERE name = 'store'");
        assertThatThrownBy(() -> CassandraStore.open(config("bestow"), TestPorts.PORTS))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("bestow store init");
        for (String added :
                List.of(
                        "epoch_keys",
                        "parked_rands",
                        "key_checks",
                        "locations",
                        "notices",
                        "anchor_keys",
                        "anchor_rands",
                        "key_proofs",
                        "revoked_leaves",
                        "endpoint_standings")) {
            keyspaces.change("DROP TABLE bestow." + added);
        }
        CassandraStore.init(config("bestow"), TestPorts.PORTS);
        wrap(0).close();
        CassandraStore.open(config("bestow"), TestPorts.PORTS).close();
    }

    /// Keys of format 3: Ks only, each to be confirmed.
    @Test
    void aKeyspaceOfFormatThreeIsBroughtForwardAndItsKeysAnswer() {
        Imsi imsi = Facts.imsi(1);
        Rand rand = Facts.rand(5, 6);
        KeyRing ring = store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
        ring.push(Facts.push(imsi, rand, 1, 1));
        ring.prove(Facts.confirm(imsi, rand, Facts.guti(1, 9), 0, 1));
        for (String added : List.of("anchor_keys", "anchor_rands", "key_proofs")) {
            keyspaces.change("DROP TABLE bestow." + added);
        }
        keyspaces.change("ALTER TABLE bestow.pushed_keys DROP awaits_confirmation");
        keyspaces.change("UPDATE bestow.format SET format = 3 WHERE name = 'store'");
        CassandraStore.init(config("bestow"), TestPorts.PORTS);
        KeyRing after = reopened().keyRing(KeyRingLimits.STANDARD, new TestWrap());
        var name = new KeyName.ByRand(rand.id());
        assertThat(after.select(KeyKind.KS, name, Facts.T0 + 2_000))
                .isInstanceOfSatisfying(
                        Selection.Found.class,
                        found ->
                                assertThat(found.candidates().getFirst().key())
                                        .isEqualTo(Facts.ks(rand)));
        after.push(Facts.push(KeyKind.E2M_INT_KEY, imsi, rand, 1));
        assertThat(after.select(KeyKind.E2M_INT_KEY, name, Facts.T0))
                .isInstanceOf(Selection.Found.class);
    }

    /// Subscribers of format 4 have an APN alone.
    @Test
    void aKeyspaceOfFormatFourIsBroughtForwardAndItsSubscribersAreThere() {
        Subscriber row = Facts.subscriber(1, 2);
        store.subscribers().put(row);
        for (String added :
                List.of(
                        "profile",
                        "ambr_uplink",
                        "ambr_downlink",
                        "access_restrictions",
                        "msisdn",
                        "application_identities")) {
            keyspaces.change("ALTER TABLE bestow.subscribers DROP " + added);
        }
        keyspaces.change("UPDATE bestow.format SET format = 4 WHERE name = 'store'");
        CassandraStore.init(config("bestow"), TestPorts.PORTS);
        assertThat(reopened().subscribers().find(row.imsi())).contains(row);
    }

    /// Locations of format 4: every MME was told who may have keys.
    @Test
    void aLocationOfFormatFourHasTheKeyPolicyAndNoDevice() {
        Imsi imsi = Facts.imsi(1);
        var mme =
                new ServingMme(
                        "mme.example.net",
                        "example.net",
                        PlmnId.parse("001/01"),
                        false,
                        false,
                        new Imei("3520990017614823"));
        store.locations().serve(imsi, mme, 1);
        for (String added : List.of("has_key_policy", "imei")) {
            keyspaces.change("ALTER TABLE bestow.locations DROP " + added);
        }
        keyspaces.change("UPDATE bestow.format SET format = 4 WHERE name = 'store'");
        CassandraStore.init(config("bestow"), TestPorts.PORTS);
        var before = new ServingMme(mme.host(), mme.realm(), mme.visited(), false, true, null);
        LocationStore after = reopened().locations();
        assertThat(after.serving(imsi)).contains(before);
        after.serve(imsi, mme, 2);
        assertThat(after.serving(imsi)).contains(mme);
    }

    /// Keys of format 5: nobody knew what applications call their subscriber.
    @Test
    void aKeyspaceOfFormatFiveIsBroughtForwardAndItsKeysHaveNoIdentities() {
        Imsi imsi = Facts.imsi(1);
        Rand rand = Facts.rand(5, 6);
        KeyRing ring = store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
        ring.push(Facts.push(imsi, rand, 1, 1));
        ring.prove(Facts.confirm(imsi, rand, Facts.guti(1, 9), 0, 1));
        keyspaces.change("ALTER TABLE bestow.pushed_keys DROP application_identities");
        keyspaces.change("DROP TABLE bestow.anchor_keys");
        keyspaces.change(
                """
                CREATE TABLE bestow.anchor_keys (
                    imsi text, kind text, rand blob, epoch bigint, issue bigint, wrapped_key blob,
                    external_identifier text, visited_plmn blob, requesting_host text, expires_at bigint,
                    pushed_at bigint, allowed_as frozen<list<text>>, confidentiality boolean,
                    PRIMARY KEY (imsi, kind, rand, epoch, issue))
                    WITH CLUSTERING ORDER BY (kind ASC, rand ASC, epoch DESC, issue DESC)\
                """);
        keyspaces.change("UPDATE bestow.format SET format = 5 WHERE name = 'store'");
        CassandraStore.init(config("bestow"), TestPorts.PORTS);
        KeyRing after = reopened().keyRing(KeyRingLimits.STANDARD, new TestWrap());
        after.push(Facts.called(Facts.push(KeyKind.E2M_INT_KEY, imsi, rand, 1), "meter-7"));
        var name = new KeyName.ByRand(rand.id());
        assertThat(identities(after.select(KeyKind.KS, name, Facts.T0 + 2_000))).isEmpty();
        assertThat(identities(after.select(KeyKind.E2M_INT_KEY, name, Facts.T0 + 2_000)))
                .containsExactly(ApplicationIdentity.parse("meter-7"));
    }

    /// Keys of format 6 were named by RAND. A column that was dropped hides what is written at times before.
    @Test
    void aKeyspaceOfFormatSixIsBroughtForwardAndTakesKeysWithAShortHash() {
        keyspaces.change("DROP TABLE bestow.anchor_keys");
        keyspaces.change(
                """
                CREATE TABLE bestow.anchor_keys (
                    imsi text, kind text, rand blob, epoch bigint, issue bigint, wrapped_key blob,
                    external_identifier text, visited_plmn blob, requesting_host text, expires_at bigint,
                    pushed_at bigint, allowed_as frozen<list<text>>, confidentiality boolean,
                    application_identities frozen<list<text>>,
                    PRIMARY KEY (imsi, kind, rand, epoch, issue))
                    WITH CLUSTERING ORDER BY (kind ASC, rand ASC, epoch DESC, issue DESC)\
                """);
        keyspaces.change("UPDATE bestow.format SET format = 6 WHERE name = 'store'");
        CassandraStore.init(config("bestow"), TestPorts.PORTS);
        KeyRing after = reopened().keyRing(KeyRingLimits.STANDARD, new TestWrap());
        Rand rand = Facts.rand(5, 6);
        after.push(Facts.hashed(Facts.push(KeyKind.E2M_INT_KEY, Facts.imsi(1), rand, 1), 7));
        for (RandId id : List.of(rand.id(), new RandId(7))) {
            assertThat(after.select(KeyKind.E2M_INT_KEY, new KeyName.ByRand(id), Facts.T0 + 2_000))
                    .isInstanceOf(Selection.Found.class);
        }
    }

    private static List<ApplicationIdentity> identities(Selection selection) {
        assertThat(selection).isInstanceOf(Selection.Found.class);
        return ((Selection.Found) selection).candidates().getFirst().applicationIdentities();
    }

    @Test
    void initChangesNothingThatIsThere() {
        store.sqnCeilings().raiseCeiling(1, 77);
        CassandraStore.init(config("bestow"), TestPorts.PORTS);
        assertThat(reopened().sqnCeilings().ceiling(1)).isEqualTo(77);
    }

    /// An SCEF and two EMKSs: each takes and gives keys of its kind, and what one EMKS took, the other gives.
    @Test
    void keyServersOfTwoFunctionsShareAKeyspace() {
        Imsi imsi = Facts.imsi(1);
        Rand rand = Facts.rand(5, 6);
        KeyRingLimits few = KeyRingLimits.STANDARD.keepingProven(2);
        KeyRing scef = store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
        KeyRing emks = opened("bestow").keyRing(few, new TestWrap());
        KeyRing other = opened("bestow").keyRing(few, new TestWrap());
        scef.push(Facts.push(imsi, rand, 1, 1));
        emks.push(Facts.push(KeyKind.E2M_INT_KEY, imsi, rand, 1));
        other.prove(Facts.located(KeyKind.E2M_INT_KEY, imsi, 1, Facts.T0));
        var name = new KeyName.ByRand(rand.id());
        assertThat(scef.select(KeyKind.KS, name, Facts.T0)).isInstanceOf(Selection.NotYet.class);
        for (KeyRing each : List.of(emks, other)) {
            assertThat(each.select(KeyKind.E2M_INT_KEY, name, Facts.T0))
                    .isInstanceOfSatisfying(
                            Selection.Found.class,
                            found ->
                                    assertThat(found.candidates())
                                            .singleElement()
                                            .returns(Candidate.State.CURRENT, Candidate::state));
        }
    }

    @Test
    void nodesOfOneStoreOpenWhatTheOthersHaveWrapped() {
        try (EpochKeyWrap one = wrap(0);
                EpochKeyWrap another = wrap(10)) {
            Octets first = one.wrap(ROW, SECRET);
            assertThat(another.unwrap(ROW, first)).isEqualTo(SECRET);
            one.rotate(1_000);
            Octets second = one.wrap(ROW, SECRET);
            assertThat(another.unwrap(ROW, second)).as("of a key made since").isEqualTo(SECRET);
            assertThat(another.wrap(ROW, SECRET).slice(0, 4)).isEqualTo(second.slice(0, 4));
            one.rotate(2_000);
            another.rotate(3_000);
            assertThat(another.rotate(4_000)).as("destroyed").isEqualTo(1);
            one.rotate(4_000);
            for (EpochKeyWrap wrap : List.of(one, another)) {
                assertThatThrownBy(() -> wrap.unwrap(ROW, first)).isInstanceOf(UnwrapFailed.class);
                assertThat(wrap.unwrap(ROW, second)).isEqualTo(SECRET);
            }
        }
    }

    @Test
    void aNodeWithAnotherKeyFileIsToldWhatIsWrong() {
        wrap(0).close();
        try (EpochKeyWrap other =
                EpochKeyWrap.open(folder.resolve("other"), PLAN, TestPorts.PORTS.entropy(), 0)) {
            assertThatThrownBy(() -> epochs(store, other, 0))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("copies of one key file");
        }
    }

    @Test
    void anHssInstanceIsOfOneProcessUntilThatEnds() {
        assertThat(store.sqnCeilings().ceiling(1)).isZero();
        store.sqnCeilings().raiseCeiling(1, 100);
        CassandraStore second = impatient();
        assertThatThrownBy(() -> second.sqnCeilings().ceiling(1))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("HSS instance 1 is in use");
        assertThat(second.servesOtherHss()).isTrue();
        assertThat(second.sqnCeilings().ceiling(2)).isZero();
        store.close();
        assertThat(second.sqnCeilings().ceiling(1)).isEqualTo(100);
        assertThat(second.servesOtherHss()).isFalse();
    }

    @Test
    void whoHasLostItsInstanceRaisesNoCeiling() {
        store.sqnCeilings().raiseCeiling(1, 100);
        loseLease();
        CassandraStore second = impatient();
        assertThat(second.sqnCeilings().ceiling(1)).isEqualTo(100);
        assertThatThrownBy(() -> store.sqnCeilings().raiseCeiling(1, 150))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("HSS instance 1");
        second.sqnCeilings().raiseCeiling(1, 200);
        second.close();
        assertThatThrownBy(() -> store.sqnCeilings().raiseCeiling(1, 300))
                .as("somebody was there in between")
                .isInstanceOf(StoreFailure.class);
    }

    @Test
    void anInstanceThatNobodyElseHadIsTakenUpAgain() {
        store.sqnCeilings().raiseCeiling(1, 100);
        loseLease();
        store.sqnCeilings().raiseCeiling(1, 150);
        assertThat(reopened().sqnCeilings().ceiling(1)).isEqualTo(150);
    }

    private static void loseLease() {
        keyspaces.change("UPDATE bestow.ceilings SET holder = NULL WHERE instance = 1 IF EXISTS");
    }

    /// One whose pauses take no time.
    private CassandraStore impatient() {
        CassandraStore another =
                CassandraStore.open(
                        config("bestow"),
                        new Ports(
                                TestPorts.PORTS.clock(),
                                (delayMs, action) ->
                                        TestPorts.PORTS.timers().after(delayMs / 1_000, action),
                                TestPorts.PORTS.entropy()));
        opened.add(another);
        return another;
    }

    @Test
    void aDamagedRowIsAStoreFailureThatNamesItsTable() {
        Imsi imsi = Facts.imsi(1);
        store.subscribers().put(Facts.subscriber(1, 2));
        keyspaces.change(
                "UPDATE bestow.subscribers SET amf = 0x00 WHERE imsi = '"
                        + imsi.digits()
                        + "' AND epoch = 2");
        assertThatThrownBy(() -> store.subscribers().find(imsi))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("a row of subscribers is damaged");
    }

    private static final String ROW = "Ks:001010000000001:00";
    private static final Secret SECRET = Secret.taking(new byte[] {1, 2, 3});
    private static final EpochKeyPlan PLAN = new EpochKeyPlan(1_000, 3_000, 10_000);

    private EpochKeyWrap wrap(long nowMs) {
        return epochs(opened("bestow"), new TestWrap(), nowMs);
    }

    private static EpochKeyWrap epochs(NodeStore store, KeyWrap seal, long nowMs) {
        return EpochKeyWrap.open(
                ((CassandraStore) store).epochKeys(seal), PLAN, TestPorts.PORTS.entropy(), nowMs);
    }
}
