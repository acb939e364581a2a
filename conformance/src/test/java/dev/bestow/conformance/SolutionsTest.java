package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/// Rows of the solutions table side by side: which one serves a device is data of the endpoint and of the subscriber.
class SolutionsTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));
    @TempDir private Path folder;

    private static void attached(Device device) {
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
    }

    /// One attach, and keys of both: pushed for the one, with the vector for the other.
    @Test
    void oneSubscriberHasAnApplicationServerOfEach() throws Exception {
        TestCard card = TestCard.number(1);
        try (TestLab lab = TestLab.start("12", "11", folder);
                TestServer other =
                        TestServer.start(
                                lab.network(),
                                TestServer.Setup.standard(lab.network(), TestNetwork.OTHER_AS),
                                folder.resolve("other"))) {
            lab.network().provision(card, TestNetwork.AS, TestNetwork.OTHER_AS);
            Device device = lab.fleet().device(card, TestFleet.CALM);
            attached(device);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            var otherAs = lab.fleet().provision(TestNetwork.OTHER_AS, other.address());
            assertThat(device.report(otherAs, REPORT)).isEqualTo(NOTED);
            assertThat(lab.network().diameter().requests(CommandCode.AUTHENTICATION_INFORMATION))
                    .isOne();
            assertThat(requestsTo(lab, TestNetwork.SCEF))
                    .as("a push and a confirmation")
                    .isEqualTo(2);
            assertThat(
                            lab.network()
                                    .diameter()
                                    .requestsTo(
                                            TestNetwork.MME, CommandCode.CONFIGURATION_INFORMATION))
                    .as("the key of the other")
                    .isOne();
        }
    }

    /// A security endpoint beside an application server, or two of them: one attach, and a key for each of its own.
    @ParameterizedTest
    @CsvSource({"12, 10, 2", "10, 2, 1", "2, 10, 1"})
    void oneSubscriberHasSecurityEndpointsBesideOthers(String usual, String other, int pushes)
            throws Exception {
        TestCard card = TestCard.number(4);
        try (TestLab lab = TestLab.start(usual, other, folder);
                TestServer emse =
                        TestServer.start(
                                lab.network(),
                                TestServer.Setup.standard(lab.network(), TestNetwork.OTHER_EMSE),
                                folder.resolve("other"))) {
            lab.network().provision(card, lab.network().endpoint(), TestNetwork.OTHER_EMSE);
            Device device = lab.fleet().device(card, TestFleet.CALM);
            attached(device);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            var otherEmse = lab.fleet().provision(TestNetwork.OTHER_EMSE, emse.address());
            assertThat(device.report(otherEmse, REPORT)).isEqualTo(NOTED);
            assertThat(lab.server().delivered()).containsExactly(REPORT);
            assertThat(emse.delivered()).containsExactly(REPORT);
            DiameterRecord diameter = lab.network().diameter();
            assertThat(diameter.requests(CommandCode.AUTHENTICATION_INFORMATION)).isOne();
            int command = CommandCode.REPORTING_INFORMATION;
            assertThat(diameter.requestsTo(TestNetwork.EMKS, command))
                    .as("one push, for e2m_key of both comes of it, and a proof")
                    .isEqualTo(2);
            assertThat(
                            diameter.requestsTo(TestNetwork.SCEF, command)
                                    + diameter.requestsTo(TestNetwork.EMKS, command))
                    .as("a push and a proof or confirmation for each key server")
                    .isEqualTo(2L * pushes);
        }
    }

    /// Nothing is pushed, confirmed or missed for a device that has no use for it.
    @Test
    void aSubscriberOfOneSolutionCausesNoMessageOfTheOther() throws Exception {
        TestCard card = TestCard.number(2);
        try (TestLab lab = TestLab.start("12", "11", folder);
                TestServer other =
                        TestServer.start(
                                lab.network(),
                                TestServer.Setup.standard(lab.network(), TestNetwork.OTHER_AS),
                                folder.resolve("other"))) {
            lab.network().provision(card, TestNetwork.OTHER_AS);
            Device device = lab.fleet().device(card, TestFleet.CALM);
            attached(device);
            var otherAs = lab.fleet().provision(TestNetwork.OTHER_AS, other.address());
            assertThat(device.report(otherAs, REPORT)).isEqualTo(NOTED);
            assertThat(requestsTo(lab, TestNetwork.SCEF)).isZero();
            lab.network().provision(TestCard.number(3), TestNetwork.AS);
            Device usual = lab.fleet().device(TestCard.number(3), TestFleet.CALM);
            attached(usual);
            await().until(() -> usual.report(lab.as(), REPORT).equals(NOTED));
            assertThat(requestsTo(lab, TestNetwork.SCEF)).isEqualTo(2);
        }
    }

    private static long requestsTo(TestLab lab, String host) {
        return lab.network().diameter().requestsTo(host, CommandCode.REPORTING_INFORMATION);
    }
}
