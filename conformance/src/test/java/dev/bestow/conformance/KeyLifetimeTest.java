package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

/// The lifetime of keys is of the subscriber's profile (TR 33.863 solution 4): whichever way a key takes, it ends by
/// then, and the device agrees on another one. The network's lifetime is a day.
@Timeout(120)
class KeyLifetimeTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));
    private static final int LIFE_SECONDS = 3;

    @ParameterizedTest
    @ValueSource(strings = {"1A", "1B", "2", "10", "3", "11", "11-kasme", "12"})
    void aKeyEndsWhenTheProfileOfItsSubscriberSaysSo(String row, @TempDir Path folder)
            throws Exception {
        var profile = SharedProfile.ofKeyLifetime(LIFE_SECONDS);
        try (TestLab lab = TestLab.start(row, profile, folder)) {
            lab.network().provision(CARD, profile.name());
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            long before = vectors(lab);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
                        return vectors(lab) > before;
                    });
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(vectors(lab)).as("one for each lifetime").isEqualTo(before + 1);
        }
    }

    private static long vectors(TestLab lab) {
        return lab.network().diameter().requests(CommandCode.AUTHENTICATION_INFORMATION);
    }
}
