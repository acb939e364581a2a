package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.run.OwnRunOutcome;
import dev.bestow.wire.diameter.CommandCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The key of an AKA run of the EMKS's own (TR 33.863 solution 3), from the run to the report, with every node on its
/// own.
class OwnRunJourneyTest {
    private static final TestCard CARD = TestCard.number(1);
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));

    @TempDir private Path folder;

    private static long vectors(TestLab lab) {
        return lab.network().diameter().requests(CommandCode.AUTHENTICATION_INFORMATION);
    }

    private static void attached(Device device) {
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
    }

    private TestServer other(TestLab lab) throws Exception {
        return TestServer.start(
                lab.network(),
                TestServer.Setup.standard(lab.network(), TestNetwork.OTHER_EMSE),
                folder.resolve("other"));
    }

    private static AsProvision provision(TestLab lab, AsId endpoint, TestServer server) {
        return lab.fleet().provision(endpoint, server.address());
    }

    /// Wi-Fi, a foreign MME, a 5G core: whatever the device is in, an IP path is enough.
    @Test
    void aDeviceThatIsNotAttachedReportsUnderTheKeyOfItsRun() throws Exception {
        try (TestLab lab = TestLab.start("3", folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(vectors(lab)).as("one run, and the second report in its session").isOne();
            assertThat(
                            lab.network()
                                    .diameter()
                                    .requestsTo(
                                            TestNetwork.EMKS, CommandCode.REPORTING_INFORMATION))
                    .as("nothing is pushed")
                    .isZero();
        }
    }

    /// Each has its own slice of SQNs: neither makes the other's stale, in whatever order they are used.
    @Test
    void attachesAndRunsDisturbEachOtherNever() throws Exception {
        try (TestLab lab = TestLab.start("3", folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            for (int round = 0; round < 5; round++) {
                attached(device);
                assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
                device.close();
            }
            assertThat(vectors(lab)).as("a vector each, and none for an AUTS").isEqualTo(10);
        }
    }

    @Test
    void oneRunServesTwoEndpointsWithAKeyOfItsOwnEach() throws Exception {
        try (TestLab lab = TestLab.start("3", "3", folder);
                TestServer other = other(lab)) {
            lab.network().provision(CARD, lab.network().endpoint(), TestNetwork.OTHER_EMSE);
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(device.report(provision(lab, TestNetwork.OTHER_EMSE, other), REPORT))
                    .isEqualTo(NOTED);
            assertThat(vectors(lab)).isOne();
        }
    }

    /// The one key is of the attach, the other of the run, and one EMKS has both.
    @Test
    void aRunGoesBesideKeysOfNetworkAccess() throws Exception {
        try (TestLab lab = TestLab.start("10", "3", folder);
                TestServer other = other(lab)) {
            lab.network().provision(CARD, lab.network().endpoint(), TestNetwork.OTHER_EMSE);
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(device.report(provision(lab, TestNetwork.OTHER_EMSE, other), REPORT))
                    .isEqualTo(NOTED);
            assertThat(vectors(lab)).isEqualTo(2);
        }
    }

    @Test
    void theKeyOutlivesTheEmks() throws Exception {
        try (TestLab lab = TestLab.start("3", "3", folder);
                TestServer other = other(lab)) {
            lab.network().provision(CARD, lab.network().endpoint(), TestNetwork.OTHER_EMSE);
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            lab.network().stopKeyServer(lab.network().endpoint()).start();
            assertThat(device.report(provision(lab, TestNetwork.OTHER_EMSE, other), REPORT))
                    .isEqualTo(NOTED);
            assertThat(vectors(lab)).isOne();
        }
    }

    @Test
    void aSubscriberOfNobodyGetsNoKey() throws Exception {
        try (TestLab lab = TestLab.start("3", folder)) {
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            assertThat(device.report(lab.as(), REPORT))
                    .isEqualTo(new ReportOutcome.NoOwnRun(new OwnRunOutcome.Refused()));
        }
    }

    @Test
    void aCardOfAnotherKeyDoesNotBelieveTheEmks() throws Exception {
        try (TestLab lab = TestLab.start("3", folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            Device device = lab.fleet().device(CARD.withWrongK(), TestFleet.CALM);
            assertThat(device.report(lab.as(), REPORT))
                    .isEqualTo(new ReportOutcome.NoOwnRun(new OwnRunOutcome.NotGenuine()));
        }
    }

    /// The device forgot its key, as after a restart without power.
    @Test
    void aRepeatedRunBringsAnotherKey() throws Exception {
        try (TestLab lab = TestLab.start("3", folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            for (int run = 0; run < 6; run++) {
                assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
                device.close();
            }
            assertThat(vectors(lab)).isEqualTo(6);
        }
    }
}
