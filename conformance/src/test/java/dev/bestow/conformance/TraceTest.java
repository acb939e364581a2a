package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.cli.lab.LabMme;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.network.RunningNode;
import dev.bestow.network.control.NodeControl;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Why a device has no key, as HSS and SCEF tell it, and what they tell of one that has.
@Timeout(120)
class TraceTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final String HSS_GOES_ON = "; 'bestow subscriber trace' there goes on";

    @TempDir private Path folder;

    private static List<String> trace(RunningNode node) {
        return NodeTrace.of(node, CARD.imsi());
    }

    private static Device attached(TestLab lab) {
        Device device = lab.fleet().device(CARD, TestFleet.CALM);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        return device;
    }

    @Test
    void aKeyThatArrivesLeavesItsLegsInOrderAtBothNodes() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            Device device = attached(lab);
            assertThat(device.report(lab.as(), REPORT)).isInstanceOf(ReportOutcome.Delivered.class);
            await().untilAsserted(() ->
                    assertThat(trace(lab.network().hss()))
                            .endsWith(
                                    "AIR from"
                                        + " mmec12.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org:"
                                        + " 1 vector, takes part in application keys",
                                    "vector of RAND id ID issued",
                                    "Ks of RAND id ID to scef.epc.mnc001.mcc001.3gppnetwork.org:"
                                            + " accepted",
                                    "ULR from"
                                        + " mmec12.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org"
                                        + " in 001/01: it serves the subscriber, access under"
                                        + " EEA2/EIA2",
                                    "ok Ks of RAND id ID is at"
                                            + " scef.epc.mnc001.mcc001.3gppnetwork.org"
                                            + HSS_GOES_ON));
            assertThat(trace(lab.network().keyServer(TestNetwork.AS)))
                    .containsExactly(
                            "Ks of RAND id ID pushed for"
                                + " mmec12.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org: kept,"
                                + " not proven yet",
                            "confirmation by mmec12.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org"
                                    + " of RAND id ID: the key is proven",
                            "key of RAND id ID handed out to as.example.net",
                            "ok key of RAND id ID handed out to as.example.net");
        }
    }

    @Test
    void besideAPlainMmeTheLocationProvesTheKey() throws Exception {
        try (TestLab lab = TestLab.start("12", LabMme.plain, folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            attached(lab);
            await().untilAsserted(() ->
                    assertThat(trace(lab.network().hss()))
                            .contains(
                                    "location proof of "
                                            + TestNetwork.MME
                                            + " to "
                                            + TestNetwork.SCEF
                                            + ": accepted"));
            assertThat(trace(lab.network().keyServer(TestNetwork.AS)))
                    .endsWith(
                            "location proof of the HSS for "
                                    + TestNetwork.MME
                                    + ": the key is proven",
                            "ok location proof of the HSS for "
                                    + TestNetwork.MME
                                    + ": the key is proven, and nobody has asked for it since");
        }
    }

    /// The precondition of solution 1, which nothing depends on: beside it runs a row for which the MME speaks of it.
    @Test
    void whatTheMmeSaysOfItsAccessReachesTheKeyServerOfSolutionOne() throws Exception {
        try (TestLab lab = TestLab.start("12", "1D", folder)) {
            lab.network().provision(CARD, TestNetwork.OTHER_AS);
            attached(lab);
            await().untilAsserted(() ->
                    assertThat(trace(lab.network().keyServer(TestNetwork.OTHER_AS)))
                            .contains(TestNetwork.MME + " protects the access with EEA2/EIA2"));
        }
    }

    @Test
    void aPushThatDoesNotReachTheScefIsNamedWithItsReason() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            lab.network().keyServer(TestNetwork.AS).close();
            attached(lab);
            assertThat(trace(lab.network().hss()).getLast())
                    .startsWith("ok no key: the push of RAND id ID ")
                    .contains(TestNetwork.SCEF, "s it running, and connected?");
            assertThat(trace(lab.network().hss()))
                    .anySatisfy(line ->
                            assertThat(line)
                                    .startsWith(
                                            "Ks of RAND id ID to "
                                                    + TestNetwork.SCEF
                                                    + ": no answer, ")
                                    .endsWith("; tried again"));
        }
    }

    @Test
    void anApplicationServerThatTheSubscriberDoesNotAllowIsNamed() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.OTHER_AS);
            Device device = attached(lab);
            assertThat(device.report(lab.as(), REPORT)).isInstanceOf(ReportOutcome.Refused.class);
            assertThat(trace(lab.network().keyServer(TestNetwork.AS)).getLast())
                    .isEqualTo(
                            "ok no key: as.example.net asked for it by rand:ID, and the subscriber"
                                + " does not allow it; see 'bestow subscriber show' at the HSS");
        }
    }

    @Test
    void aPushThatFindsNoRoomIsNamedAtBothNodes() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            for (int i = 0; i <= KeyRingLimits.STANDARD.pendingPerMme(); i++) {
                Device stranger = lab.fleet().device(CARD.withWrongK(), TestFleet.CALM);
                assertThat(stranger.attach()).isEqualTo(new AttachOutcome.AuthenticationRejected());
            }
            assertThat(trace(lab.network().hss()).getLast())
                    .isEqualTo(
                            "ok no key: the push of RAND id ID was refused by "
                                    + TestNetwork.SCEF
                                    + ": DIAMETER_RESOURCES_EXCEEDED (5006); 'bestow subscriber"
                                    + " trace' there says why");
            assertThat(trace(lab.network().keyServer(TestNetwork.AS)).getLast())
                    .isEqualTo(
                            "ok no key: Ks of RAND id ID pushed for "
                                    + TestNetwork.MME
                                    + ": refused, as many attaches through this MME as may be are"
                                    + " under way");
            assertThat(trace(lab.network().keyServer(TestNetwork.AS)))
                    .hasSizeLessThanOrEqualTo(SubscriberTrace.EVENTS_EACH + 1);
        }
    }

    @Test
    void aWithdrawnSubscriberIsToldToBe() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            attached(lab);
            assertThat(lab.network().subscribers().remove(CARD.imsi())).isPresent();
            await().until(() -> lab.network().hss().store().locations().notices(null, 1).isEmpty());
            assertThat(trace(lab.network().hss()))
                    .contains(
                            "withdrawn; its next epoch is 2",
                            "erasure of keys to " + TestNetwork.SCEF + ": accepted",
                            "Cancel Location to " + TestNetwork.MME + ": accepted",
                            "ok no key: the subscriber was withdrawn");
            assertThat(trace(lab.network().keyServer(TestNetwork.AS)).getLast())
                    .isEqualTo("ok no key: keys before epoch 2 erased: the HSS withdrew them");
        }
    }

    /// Whoever asks about a stranger is told so, and makes nobody known.
    @Test
    void aStrangerIsNobodysSubscriber() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            lab.fleet().device(TestCard.number(2), TestFleet.CALM).attach();
            var control = new NodeControl(lab.network().hss().actions());
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                assertThat(
                                control.answer(
                                        "trace " + TestCard.number(2).imsi().digits(), lines::add))
                        .startsWith("failed IMSI: is no subscriber's");
            }
            assertThat(lines).isEmpty();
            assertThat(trace(lab.network().keyServer(TestNetwork.AS)))
                    .singleElement()
                    .asString()
                    .startsWith("ok this node has seen nothing of it since it started at ")
                    .contains("no push of its HSS has come");
        }
    }
}
