package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnArray;
import dev.bestow.aka.SqnProfile;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.StoreInUse;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// What can go wrong on a journey without anybody's bug: wrong cards, unknown or
/// foreign names, servers without a right, roots that differ. Real sockets throughout.
class FaultsTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));
    private static final TestCard CARD = TestCard.ofWorkedExample();

    /// Half a day ahead of the clock, well within Delta.
    private static final long AHEAD = 43_200;

    @TempDir private Path folder;

    private static void attached(Device device) {
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
    }

    // -- every form of the journey --------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme", "12"})
    void everySolutionDelivers(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            // The second travels in the session that the first began.
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(lab.server().delivered()).containsExactly(REPORT, REPORT);
            assertThat(lab.server().statuses()).containsExactly(200);
        }
    }

    // -- cards ----------------------------------------------------------------------------------

    @Test
    void wrongKIsRejectedAndTheOthersGoOn() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            TestCard other = TestCard.number(2);
            lab.network().provision(CARD, TestNetwork.AS);
            lab.network().provision(other, TestNetwork.AS);
            Device wrong = lab.fleet().device(CARD.withWrongK(), TestFleet.CALM);
            Device right = lab.fleet().device(other, TestFleet.CALM);

            assertThat(wrong.attach()).isEqualTo(new AttachOutcome.AuthenticationRejected());
            assertThat(wrong.report(lab.as(), REPORT)).isEqualTo(new ReportOutcome.NotAttached());
            attached(right);
            assertThat(right.report(lab.as(), REPORT)).isEqualTo(NOTED);
        }
    }

    /// Attaches in somebody's name fill the places of its pending keys, so the push of its own finds none. That its
    /// MME confirms it makes the room, and the SCEF asks for the key.
    @Test
    void attachesInADevicesNameDoNotCostItsKey() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            for (int i = 0; i < KeyRingLimits.STANDARD.pendingPerMme(); i++) {
                assertThat(lab.fleet().device(CARD.withWrongK(), TestFleet.CALM).attach())
                        .isEqualTo(new AttachOutcome.AuthenticationRejected());
            }
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            await().until(() -> device.report(lab.as(), REPORT).equals(NOTED));
            assertThat(
                            lab.network()
                                    .diameter()
                                    .requestsTo(
                                            TestNetwork.HSS, CommandCode.CONFIGURATION_INFORMATION))
                    .isOne();
        }
    }

    @Test
    void cardAheadIsSynchronisedOnceAndForAll() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            SoftUsim inTime = SoftUsim.fresh(CARD.credentials());
            attached(lab.fleet().device(CARD, setup(lab, inTime)));
            assertThat(lab.fleet().sent("AUTHENTICATION FAILURE")).isZero();
            assertThat(lab.network().diameter().requests(CommandCode.AUTHENTICATION_INFORMATION))
                    .isOne();

            Device ahead = lab.fleet().device(CARD, setup(lab, ahead(inTime)));
            attached(ahead);
            assertThat(lab.fleet().sent("AUTHENTICATION FAILURE")).isOne();
            assertThat(lab.network().diameter().requests(CommandCode.AUTHENTICATION_INFORMATION))
                    .isEqualTo(3);
            assertThat(ahead.report(lab.as(), REPORT)).isEqualTo(NOTED);

            // What was learned is durable: not even a restart costs another re-synchronisation.
            lab.network().stopHss().start();
            await().until(() -> ahead.attach() instanceof AttachOutcome.Attached);
            assertThat(lab.fleet().sent("AUTHENTICATION FAILURE")).isOne();
            assertThat(ahead.report(lab.as(), REPORT)).isEqualTo(NOTED);
        }
    }

    private static SoftUsim ahead(SoftUsim card) {
        SqnProfile profile = SqnProfile.STANDARD;
        long seq = profile.seq(card.sqns().highest()) + AHEAD;
        List<Sqn> slots =
                IntStream.range(0, profile.slots()).mapToObj(i -> profile.sqn(seq, i)).toList();
        return new SoftUsim(CARD.credentials(), new SqnArray(profile, slots));
    }

    private static TestFleet.Setup setup(TestLab lab, SoftUsim usim) {
        return new TestFleet.Setup(
                usim, TestFleet.CALM, lab.network().world().entropy(), KAppObserver.NONE);
    }

    @Test
    void unknownImsiIsToldSo() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            Device stranger = lab.fleet().device(CARD, TestFleet.CALM);
            assertThat(stranger.attach())
                    .isEqualTo(
                            new AttachOutcome.Rejected(
                                    EmmCause.EPS_AND_NON_EPS_SERVICES_NOT_ALLOWED));
            assertThat(lab.fleet().sent("ATTACH REQUEST")).isOne();
        }
    }

    // -- names ----------------------------------------------------------------------------------

    private static RetrievalOutcome retrieve(TestLab lab, Guti guti) {
        var name = new KeyName.ByGuti(guti, new Eksi(0));
        KeyRoot root = lab.network().plan().serving(TestNetwork.AS).root();
        return lab.server().client().retrieve(new RetrievalRequest(TestNetwork.AS, name, root));
    }

    private static RetrievalOutcome answered(RetrievalAnswer answer) {
        return new RetrievalOutcome.Answered(answer);
    }

    @Test
    void foreignGutiIsUnknownAndRoutedNowhere() throws Exception {
        try (TestLab lab = TestLab.start("11", folder)) {
            int group = TestNetwork.MME_GROUP;
            int code = TestNetwork.MME_CODE;
            long before = lab.network().diameter().from(TestNetwork.SCEF);
            List<Guti> foreign =
                    List.of(
                            new Guti(new PlmnId("262", "99"), group, code, 0xc0de0001),
                            new Guti(TestNetwork.PLMN, group + 1, code, 0xc0de0001));
            for (Guti guti : foreign) {
                assertThat(retrieve(lab, guti))
                        .isEqualTo(answered(new RetrievalAnswer.NotAvailable()));
            }
            assertThat(lab.network().diameter().from(TestNetwork.SCEF)).isEqualTo(before);
            assertThat(lab.server().statuses()).containsExactly(404, 404);
        }
    }

    @Test
    void staleGutiIsUnknownAndItsOwnerBootstrapsAnew() throws Exception {
        try (TestLab lab = TestLab.start("11", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            Device device = lab.fleet().device(CARD, TestFleet.STUBBORN);
            var outcome = device.attach();
            assertThat(outcome).isInstanceOf(AttachOutcome.Attached.class);
            lab.network().stopMme().start();

            Guti stale = ((AttachOutcome.Attached) outcome).guti();
            await().untilAsserted(() ->
                    assertThat(retrieve(lab, stale))
                            .isEqualTo(answered(new RetrievalAnswer.NotAvailable())));
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(lab.fleet().sent("IDENTITY RESPONSE")).isPositive();
        }
    }

    @Test
    void keysOfAnotherServerAreForbidden() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            var name = new KeyName.ByGuti(Guti.parse("00f110800112c0de0001"), new Eksi(0));
            var request = new RetrievalRequest(TestNetwork.OTHER_AS, name, KeyRoot.CK_IK_PUSHED);
            var refused = RawNorthbound.post(lab.network(), TestNetwork.AS, request);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("AS_NOT_AUTHORISED");
            assertThat(lab.server().client().retrieve(request))
                    .isEqualTo(answered(new RetrievalAnswer.NotAuthorised()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void serverTheSubscriberDoesNotAllowLearnsOfNoKey(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, folder)) {
            lab.network().provision(CARD, TestNetwork.OTHER_AS);
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            assertThat(device.report(lab.as(), REPORT))
                    .isEqualTo(new ReportOutcome.Refused(RefusalCause.KEY_NOT_AVAILABLE, false));
            assertThat(lab.server().statuses()).isNotEmpty().containsOnly(404);
            assertThat(lab.server().delivered()).isEmpty();
        }
    }

    // -- roots ----------------------------------------------------------------------------------

    @Test
    void serverOfAnotherRootIsNamedToBothEnds() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            var setup =
                    new TestServer.Setup(
                            TestNetwork.AS,
                            SolutionTable.named("11-kasme"),
                            lab.network().world().entropy(),
                            KAppObserver.NONE);
            try (TestServer odd = TestServer.start(lab.network(), setup, folder.resolve("odd"))) {
                var at = lab.fleet().provision(TestNetwork.AS, odd.address());
                assertThat(device.report(at, REPORT))
                        .isEqualTo(new ReportOutcome.Refused(RefusalCause.ROOT_MISMATCH, false));
                assertThat(odd.statuses()).containsExactly(409);
                var name = new KeyName.ByGuti(Guti.parse("00f110800112c0de0001"), new Eksi(0));
                assertThat(
                                odd.client()
                                        .retrieve(
                                                new RetrievalRequest(
                                                        TestNetwork.AS, name, KeyRoot.KASME)))
                        .isEqualTo(
                                answered(
                                        new RetrievalAnswer.RootMismatch(
                                                KeyRoot.KASME, KeyRoot.CK_IK_PUSHED)));
            }
        }
    }

    @Test
    void deviceOfAnotherRootLearnsThatItsKeyDiffers() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            var odd =
                    new AsProvision(
                            TestNetwork.AS,
                            lab.server().address(),
                            SolutionTable.named("11-kasme"),
                            UaForm.COMPACT,
                            Naming.RAND_ID,
                            true);
            assertThat(device.report(odd, REPORT))
                    .isEqualTo(
                            new ReportOutcome.Refused(RefusalCause.AUTHENTICATION_FAILED, false));
            assertThat(lab.server().delivered()).isEmpty();
        }
    }

    // -- stores ---------------------------------------------------------------------------------

    @Test
    void storeFolderInUseIsNamed() {
        Path data = folder.resolve("store");
        try (RocksStore first = RocksStore.open(data)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> RocksStore.open(data))
                    .isInstanceOf(StoreInUse.class)
                    .hasMessageContaining(data.toString());
        }
    }
}
