package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

/// Keys age (TR 33.863 solution 5): the device agrees on another one, and no report is lost over it.
@Timeout(120)
class AgingTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final long LIFE_MS = 2_000;

    @ParameterizedTest
    @ValueSource(strings = {"2-eese", "11", "12"})
    void aDeviceWhoseKeyHasReachedItsAgeReportsUnderAnother(String row, @TempDir Path folder)
            throws Exception {
        try (TestLab lab = TestLab.start(row, folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            Device device = lab.fleet().device(CARD, TestFleet.CALM.withKeyLifeMs(LIFE_MS));
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            assertDelivered(lab, device);
            await().pollDelay(Duration.ofMillis(2 * LIFE_MS)).until(() -> true);
            assertDelivered(lab, device);
            assertThat(lab.fleet().sent("ATTACH REQUEST")).isEqualTo(2);
        }
    }

    /// One of its own run makes another run, attached or not.
    @Test
    void aDeviceWhoseRunHasReachedItsAgeMakesAnother(@TempDir Path folder) throws Exception {
        try (TestLab lab = TestLab.start("3", folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            Device device = lab.fleet().device(CARD, TestFleet.CALM.withKeyLifeMs(LIFE_MS));
            assertDelivered(lab, device);
            await().pollDelay(Duration.ofMillis(2 * LIFE_MS)).until(() -> true);
            assertDelivered(lab, device);
            assertThat(lab.network().diameter().requests(CommandCode.AUTHENTICATION_INFORMATION))
                    .isEqualTo(2);
        }
    }

    private static void assertDelivered(TestLab lab, Device device) {
        assertThat(device.report(lab.as(), REPORT))
                .isEqualTo(new ReportOutcome.Delivered(TestServer.thanks(REPORT)));
    }
}
