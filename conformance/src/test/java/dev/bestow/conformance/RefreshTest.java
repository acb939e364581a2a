package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.UaCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/// Another key without another attach (TR 33.863 clause 6.11.2.2.3), from the wish of the device or of the application
/// server to the report under it, over real sockets.
class RefreshTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final RefreshAnswer NOT_AVAILABLE = new RefreshAnswer.NotAvailable();

    @TempDir private Path folder;

    private TestLab lab(String solution) throws Exception {
        TestLab lab = TestLab.start(solution, folder);
        lab.network().provision(CARD, lab.network().endpoint());
        return lab;
    }

    private static Device reporting(TestLab lab) {
        Device device = lab.fleet().device(CARD, TestFleet.CALM);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
        return device;
    }

    /// What the device's Application Requests named their keys, in order.
    private static List<KeyName> named(TestLab lab) {
        return lab.fleet().datagrams().stream()
                .map(UaCodec::decodeUplink)
                .filter(ApplicationRequest.class::isInstance)
                .map(uplink -> ((ApplicationRequest) uplink).keyName())
                .toList();
    }

    private static RefreshAnswer refresh(TestLab lab, KeyName name) {
        AsId endpoint = lab.network().endpoint();
        return lab.server().client().refresh(new RetrievalRequest(endpoint, name, null));
    }

    private static void assertOneMoreRun(TestLab lab) {
        DiameterRecord diameter = lab.network().diameter();
        assertThat(diameter.requests(CommandCode.AUTHENTICATION_INFORMATION)).isEqualTo(2);
        assertThat(diameter.requests(CommandCode.UPDATE_LOCATION)).isEqualTo(1);
        assertThat(diameter.requests(CommandCode.CANCEL_LOCATION)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme", "12"})
    void aDeviceThatWantsItHasItsNextSessionUnderAnotherKey(String solution) throws Exception {
        try (TestLab lab = lab(solution);
                Device device = reporting(lab)) {
            assertThat(device.refresh(lab.as())).isTrue();
            await().untilAsserted(() -> {
                assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
                assertThat(named(lab)).hasSize(2);
            });
            assertThat(named(lab).getLast()).isNotEqualTo(named(lab).getFirst());
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(named(lab)).as("in the session under the new key").hasSize(2);
            assertOneMoreRun(lab);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void anApplicationServerHasAKeyReplacedOnceHoweverOftenItAsks(String solution)
            throws Exception {
        try (TestLab lab = lab(solution);
                Device device = reporting(lab)) {
            KeyName name = named(lab).getFirst();
            assertThat(refresh(lab, name)).isEqualTo(new RefreshAnswer.Accepted(5));
            assertThat(refresh(lab, name)).isInstanceOf(RefreshAnswer.TooMany.class);
            await().until(() ->
                    lab.network().diameter().requests(CommandCode.AUTHENTICATION_INFORMATION) == 2);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(named(lab)).as("the session that runs goes on").hasSize(1);
            assertOneMoreRun(lab);
        }
    }

    /// Whom the subscriber does not allow, and who makes a name up, learn the same.
    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void aStrangerCausesNoRun(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, folder)) {
            lab.network().provision(CARD, TestNetwork.AS);
            try (Device device = reporting(lab);
                    TestServer other =
                            TestServer.start(
                                    lab.network(),
                                    TestServer.Setup.standard(lab.network(), TestNetwork.OTHER_AS),
                                    folder.resolve("other"))) {
                KeyName name = named(lab).getFirst();
                assertThat(
                                other.client()
                                        .refresh(
                                                new RetrievalRequest(
                                                        TestNetwork.OTHER_AS, name, null)))
                        .isEqualTo(NOT_AVAILABLE);
                assertThat(other.client().refresh(new RetrievalRequest(TestNetwork.AS, name, null)))
                        .isEqualTo(new RefreshAnswer.NotAuthorised());
                assertThat(refresh(lab, new KeyName.ByRand(RandId.parse("00000000"))))
                        .isEqualTo(NOT_AVAILABLE);
                assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
                assertThat(
                                lab.network()
                                        .diameter()
                                        .requests(CommandCode.AUTHENTICATION_INFORMATION))
                        .isEqualTo(1);
            }
        }
    }

    /// The MME is one that nobody changed.
    @Test
    void whereNobodyCanForceAKeyTheAnswerSaysThatThereIsNone() throws Exception {
        try (TestLab lab = lab("10");
                Device device = reporting(lab)) {
            assertThat(refresh(lab, named(lab).getFirst())).isEqualTo(NOT_AVAILABLE);
            assertThat(device.refresh(lab.as())).as("the server hears it").isTrue();
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(named(lab)).hasSize(1);
        }
    }

    @Test
    void aDeviceWithoutASessionHasNobodyToAsk() throws Exception {
        try (TestLab lab = lab("12");
                Device device = lab.fleet().device(CARD, TestFleet.CALM)) {
            assertThat(device.refresh(lab.as())).isFalse();
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            assertThat(device.refresh(lab.as())).isFalse();
        }
    }
}
