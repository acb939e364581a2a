package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import dev.bestow.cli.lab.LabGateway;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.session.californium.dtls.DtlsReports;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ProtectedReporter;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.radius.AcctStatus;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// One key of each delivery, and CoAP over DTLS under it: from the AKA run to the report.
class DtlsJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DtlsReports.Patience BRIEF = new DtlsReports.Patience(1_000, 2, 8_000);
    private static final TestCard CARD = TestCard.number(1);
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));

    @TempDir private Path folder;
    private @Nullable TestNetwork network;
    private @Nullable TestServer server;
    private @Nullable TestFleet fleet;

    private void start(String solution) throws IOException {
        var started = TestNetwork.start(solution, folder.resolve("network"));
        network = started;
        server =
                TestServer.startWithDtls(
                        started,
                        TestServer.Setup.standard(started, started.endpoint()),
                        folder.resolve("endpoint"));
        fleet = TestFleet.open(started);
        started.provision(CARD, started.endpoint());
    }

    @AfterEach
    void close() {
        if (fleet != null) {
            fleet.close();
        }
        if (server != null) {
            server.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private TestNetwork network() {
        return requireNonNull(network, "started");
    }

    private TestServer server() {
        return requireNonNull(server, "started");
    }

    private TestFleet fleet() {
        return requireNonNull(fleet, "started");
    }

    private Device attached() {
        Device device = fleet().device(CARD, TestFleet.CALM);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        return device;
    }

    private AsProvision dtls(boolean ciphered) {
        return AsProvision.of(
                network().endpoint(),
                server().dtlsAddress(),
                network().plan().serving(network().endpoint()),
                UaForm.COMPACT,
                ciphered);
    }

    private static ProtectedReporter over(Device device) {
        return new ProtectedReporter(device, new DtlsReports(null, BRIEF));
    }

    /// A key may not be current yet, which is silence here.
    private void delivers(ProtectedReporter reporter) {
        await().atMost(PATIENCE).until(() -> reporter.report(dtls(true), REPORT).equals(NOTED));
    }

    private static List<String> rows() {
        return SolutionTable.all().stream()
                .map(Solution::toString)
                .filter(row -> !row.contains(" "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aReportIsDeliveredUnderAKeyOfEveryRow(String row) throws Exception {
        start(row);
        try (Device device = attached();
                ProtectedReporter reporter = over(device)) {
            InetSocketAddress accounting = server().accountingAddress();
            if (accounting != null) {
                new LabGateway(accounting, network().world().clock(), LabGateway.Tap.NONE)
                        .report(AcctStatus.START, CARD.imsi(), InetAddress.getLoopbackAddress());
            }
            delivers(reporter);
            assertThat(reporter.report(dtls(true), REPORT)).isEqualTo(NOTED);
            assertThat(server().delivered()).containsExactly(REPORT, REPORT);
        }
    }

    /// TR 33.863 solution 10: the operator says whose identity it is, and a pair that does not fit has no key.
    @ParameterizedTest
    @ValueSource(strings = {"2", "10"})
    void theApplicationIdentityOfAnotherSubscriberFindsNoKey(String row) throws Exception {
        start(row);
        var names =
                new TestCard.Names("meter-1@example.net", List.of(new ApplicationIdentity("m1")));
        var others =
                new TestCard.Names("meter-2@example.net", List.of(new ApplicationIdentity("m2")));
        provision(CARD, names);
        provision(TestCard.number(2), others);
        try (Device device = attached();
                ProtectedReporter own = as(device, "m1");
                ProtectedReporter mixed = as(device, "m2")) {
            delivers(own);
            assertThat(mixed.report(dtls(true), REPORT)).isEqualTo(new ReportOutcome.NoAnswer());
            assertThat(server().delivered()).containsExactly(REPORT);
        }
    }

    private void provision(TestCard card, TestCard.Names names) {
        var subscriber = card.subscriber(network().hss(), names, List.of(network().endpoint()));
        network().hss().store().subscribers().putAll(List.of(subscriber));
    }

    private static ProtectedReporter as(Device device, String user) {
        return new ProtectedReporter(device, new DtlsReports(new ApplicationIdentity(user), BRIEF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "12"})
    void aNewKeyDisturbsNoSessionThatRunsAndTheNextSessionHasIt(String row) throws Exception {
        start(row);
        try (Device device = attached();
                ProtectedReporter running = over(device);
                ProtectedReporter next = over(device)) {
            delivers(running);
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            delivers(next);
            assertThat(running.report(dtls(true), REPORT)).isEqualTo(NOTED);
            assertThat(server().delivered()).containsOnly(REPORT).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void whereNothingMayBeCipheredNothingIsSent() throws Exception {
        start("12");
        try (Device device = attached();
                ProtectedReporter reporter = over(device)) {
            assertThat(reporter.report(dtls(false), REPORT))
                    .isEqualTo(new ReportOutcome.NoneInClear(SecurityProtocol.DTLS));
            assertThat(server().delivered()).isEmpty();
        }
    }

    /// Fails closed, and in its time.
    @Test
    void withoutItsKeyServerAnEndpointBeginsNoSession() throws Exception {
        start("12");
        try (Device device = attached();
                ProtectedReporter running = over(device);
                ProtectedReporter next = over(device)) {
            delivers(running);
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            network().stopKeyServer(network().endpoint());
            assertThat(next.report(dtls(true), REPORT)).isEqualTo(new ReportOutcome.NoAnswer());
            assertThat(running.report(dtls(true), REPORT)).as("goes on").isEqualTo(NOTED);
        }
    }
}
