package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keys.solution.Agreement;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.Protection;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.stream.Stream;

/// A report in OSCORE under the key of network access, whichever way that goes.
@Timeout(120)
class OscoreJourneyTest {
    private static final TestCard CARD = TestCard.number(1);
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));

    @TempDir private Path folder;

    private static Device attached(TestLab lab, Solution row) {
        lab.network().provision(CARD, lab.network().endpoint());
        Device device = lab.fleet().device(CARD, TestFleet.CALM);
        if (row.agreement() != Agreement.OWN_RUN) {
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        }
        return device;
    }

    /// But those whose endpoint asks for keys at accounting, see [PulledKeysJourneyTest].
    static Stream<String> rows() {
        return SolutionTable.all().stream()
                .filter(row -> !row.pulledBy().contains(Party.HSE))
                .map(Solution::name);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theFirstReportOfEveryRowIsProtected(String name) throws Exception {
        Solution row = SolutionTable.named(name);
        try (TestLab lab = TestLab.start(name, folder)) {
            Device device = attached(lab, row);
            assertThat(device.report(lab.asInOscore(), REPORT)).isEqualTo(NOTED);
            assertThat(device.report(lab.asInOscore(), REPORT)).isEqualTo(NOTED);
            assertThat(lab.server().delivered()).containsExactly(REPORT, REPORT);
            assertThat(lab.fleet().datagrams().stream().filter(OscoreJourneyTest::isToServer))
                    .as("nothing goes before the first report, and nothing in clear")
                    .allSatisfy(OscoreJourneyTest::isOscore);
            assertThat(
                            lab.fleet().datagrams().stream()
                                    .filter(OscoreJourneyTest::isToServer)
                                    .map(Octets::copyOf)
                                    .distinct())
                    .as("one for each, whether or not the key was there at once")
                    .hasSize(2);
        }
    }

    /// Not of an AKA run over the user plane.
    private static boolean isToServer(byte[] datagram) {
        return !(CoapCodec.decode(datagram) instanceof CoapMessage message)
                || message.option(CoapOption.OSCORE).isPresent()
                || (message.code().isRequest()
                        && !message.path(CoapOption.URI_PATH).startsWith("/.well-known"));
    }

    private static void isOscore(byte[] datagram) {
        assertThat(CoapCodec.decode(datagram))
                .isInstanceOfSatisfying(
                        CoapMessage.class,
                        message -> {
                            assertThat(message.option(CoapOption.OSCORE)).isPresent();
                            assertThat(new String(message.payload().toArray(), US_ASCII))
                                    .doesNotContain("meter");
                        });
    }

    /// The two protections of one endpoint have one key fetched, and one set of replay marks.
    @ParameterizedTest
    @ValueSource(strings = {"12", "10", "2"})
    void aDeviceMaySpeakUaToo(String row) throws Exception {
        try (TestLab lab = TestLab.start(row, folder)) {
            Device device = attached(lab, SolutionTable.named(row));
            assertThat(device.report(lab.asInOscore(), REPORT)).isEqualTo(NOTED);
            Device another = lab.fleet().device(CARD, TestFleet.CALM);
            assertThat(another.attach()).isInstanceOf(AttachOutcome.Attached.class);
            assertThat(another.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(lab.server().delivered()).hasSize(2);
        }
    }

    /// The endpoint's process ends: its contexts with it, its replay marks not.
    @Test
    void aDeviceGoesOnAfterItsServerHasRestarted() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            Device device = attached(lab, SolutionTable.named("12"));
            assertThat(device.report(lab.asInOscore(), REPORT)).isEqualTo(NOTED);
            lab.server().close();
            try (TestServer restarted =
                    TestServer.start(
                            lab.network(),
                            TestServer.Setup.standard(lab.network(), lab.network().endpoint()),
                            folder.resolve("as"))) {
                AsProvision there = lab.as().speaking(Protection.OSCORE, restarted.oscoreAddress());
                assertThat(device.report(there, REPORT)).isEqualTo(NOTED);
                assertThat(restarted.delivered()).containsExactly(REPORT);
                assertThat(lab.fleet().datagrams())
                        .as("the one before, one in the old context, one in the new")
                        .hasSize(3);
            }
        }
    }

    @Test
    void whereConfidentialityIsForbiddenADeviceIsNotProvisionedWithIt() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            AsProvision as = lab.as();
            assertThatThrownBy(() ->
                            new AsProvision(
                                    as.asId(),
                                    as.address(),
                                    as.row(),
                                    as.form(),
                                    as.naming(),
                                    false,
                                    Protection.OSCORE,
                                    null))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("protection")
                    .hasMessageContaining(SecurityProtocol.OSCORE.refusal());
        }
    }
}
