package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.cli.lab.LabMme;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Nodes that stop and start again while devices are about: devices recover by themselves.
class RestartsTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));
    private static final int FLEET = 12;

    @TempDir private Path folder;

    private static void attached(Device device) {
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
    }

    @Test
    void devicesRecoverFromAnHssThatStops() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            recoverFrom(lab, lab.network()::stopHss);
            // The SCEF is of the same realm, and subscribers are none of its business.
            int command = CommandCode.AUTHENTICATION_INFORMATION;
            assertThat(lab.network().diameter().requestsTo(TestNetwork.SCEF, command)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1A", "10", "12"})
    void devicesRecoverFromAnHssThatStopsBesideAPlainMme(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, LabMme.plain, folder)) {
            recoverFrom(lab, lab.network()::stopHss);
        }
    }

    /// The HSS goes on answering its AIRs meanwhile, after the time that it waits for a push.
    @ParameterizedTest
    @ValueSource(strings = {"1D", "10", "12"})
    void devicesRecoverFromAKeyServerThatStopsBesideAPlainMme(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, LabMme.plain, folder)) {
            recoverFrom(lab, () -> lab.network().stopKeyServer(lab.network().endpoint()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1A", "10", "12"})
    void devicesRecoverFromAPlainMmeThatStops(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, LabMme.plain, folder)) {
            recoverFrom(lab, lab.network()::stopMme);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void devicesRecoverFromAnMmeThatStops(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, folder)) {
            recoverFrom(lab, lab.network()::stopMme);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme"})
    void deviceGoesOnWithAnMmeThatWasKilledAfterASnapshot(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, folder)) {
            TestCard card = TestCard.number(1);
            lab.network().provision(card, TestNetwork.AS);
            Device device = lab.fleet().device(card, TestFleet.STUBBORN);
            attached(device);
            lab.network().saveMme();
            lab.network().stopMme().start();
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(lab.fleet().sent("ATTACH REQUEST")).isEqualTo(1);
        }
    }

    @FunctionalInterface
    private interface Stop {
        TestNetwork.Restart stop() throws IOException;
    }

    /// Half of the fleet is attached when the node stops; all of it attaches, anew or for the first
    /// time, while it is away.
    private static void recoverFrom(TestLab lab, Stop node) throws Exception {
        List<Device> devices = new ArrayList<>();
        for (int number = 0; number < FLEET; number++) {
            TestCard card = TestCard.number(number + 1);
            lab.network().provision(card, lab.network().endpoint());
            devices.add(lab.fleet().device(card, TestFleet.STUBBORN));
        }
        devices.subList(0, FLEET / 2).forEach(RestartsTest::attached);
        TestNetwork.Restart restart = node.stop();
        long before = lab.fleet().sent("ATTACH REQUEST");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ReportOutcome>> runs = new ArrayList<>();
            for (Device device : devices) {
                runs.add(
                        threads.submit(() -> {
                            attached(device);
                            return reportUntilNoted(lab, device);
                        }));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> lab.fleet().sent("ATTACH REQUEST") >= before + FLEET);
            restart.start();
            for (Future<ReportOutcome> run : runs) {
                assertThat(run.get()).isEqualTo(NOTED);
            }
        }
        assertThat(lab.server().delivered()).hasSize(FLEET);
    }

    /// An HSS is back with its MMEs before it is back with its key servers, or the other way round: a device that
    /// attaches in between is refused, may be twice, and then attaches for its next report.
    private static ReportOutcome reportUntilNoted(TestLab lab, Device device) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> device.report(lab.as(), REPORT), NOTED::equals);
    }

    @Test
    void deviceBeginsAnewWithAServerThatForgotItsSession() throws Exception {
        try (TestLab lab = TestLab.start("12", folder)) {
            TestCard card = TestCard.number(1);
            lab.network().provision(card, TestNetwork.AS);
            Device device = lab.fleet().device(card, TestFleet.CALM);
            attached(device);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            InetSocketAddress at = lab.server().address();
            lab.server().close();
            var setup = TestServer.Setup.standard(lab.network(), TestNetwork.AS);
            try (TestServer again =
                    TestServer.startAt(lab.network(), setup, folder.resolve("as"), at)) {
                assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
                assertThat(again.delivered()).containsExactly(REPORT);
            }
        }
    }
}
