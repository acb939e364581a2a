package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.Entropy;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.nas.EmmMessage;
import dev.bestow.wire.nas.SecurityModeComplete;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/// What becomes of a new AKA run that ends in the middle, at both sides and over real sockets: the next report arrives.
@Timeout(180)
class ReauthenticationRacesTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));

    /// As often as an MME sends a message of which nothing comes back (T3460).
    private static final int TRANSMISSIONS = 5;

    private static final Predicate<EmmMessage> SECURITY_MODE_COMPLETE =
            SecurityModeComplete.class::isInstance;

    @TempDir private Path folder;

    private TestLab lab(String row) throws Exception {
        TestLab lab = TestLab.start(row, folder);
        lab.network().provision(CARD, lab.network().endpoint());
        return lab;
    }

    private static Device reporting(TestLab lab) {
        Device device = lab.fleet().device(CARD, TestFleet.STUBBORN);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
        return device;
    }

    private static void restartMme(TestLab lab) throws Exception {
        TestNetwork.Restart restart = lab.network().stopMme();
        lab.fleet().lose(_ -> false);
        restart.start();
    }

    private static void assertDelivered(TestLab lab, Device device) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED));
    }

    /// The vector that was on its way is nobody's.
    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void theMmeRestartsWhileItWaitsForAVector(String row) throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        var blocking = new Blocking(new TestWorld().entropy(), asked, answer);
        var chance = new TestNetwork.Chance(blocking, new TestWorld().entropy());
        try (TestLab lab = TestLab.start(row, chance, folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            try (Device device = reporting(lab)) {
                lab.network().saveMme();
                blocking.on = true;
                assertThat(device.refresh(lab.as())).isTrue();
                asked.await();
                TestNetwork.Restart restart = lab.network().stopMme();
                blocking.on = false;
                answer.countDown();
                restart.start();
                assertDelivered(lab, device);
                assertThat(lab.fleet().sent("ATTACH REQUEST")).as("keeps its key").isEqualTo(1);
            }
        }
    }

    /// Chance that somebody waits for.
    private static final class Blocking implements Entropy {
        private final Entropy chance;
        private final CountDownLatch asked;
        private final CountDownLatch answer;
        private volatile boolean on;

        Blocking(Entropy chance, CountDownLatch asked, CountDownLatch answer) {
            this.chance = chance;
            this.asked = asked;
            this.answer = answer;
        }

        @Override
        public void fill(byte[] target) {
            if (on) {
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            chance.fill(target);
        }
    }

    /// The device has answered a challenge that nobody remembers, and keeps its key.
    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void theMmeRestartsAfterTheChallenge(String row) throws Exception {
        try (TestLab lab = lab(row);
                Device device = reporting(lab)) {
            lab.network().saveMme();
            lab.fleet().lose(_ -> true);
            assertThat(device.refresh(lab.as())).isTrue();
            await().until(() -> lab.fleet().lost() > 0);
            restartMme(lab);
            assertDelivered(lab, device);
            assertThat(lab.fleet().sent("ATTACH REQUEST")).as("keeps its key").isEqualTo(1);
        }
    }

    /// The device has the new key in use, of which the MME never heard: nobody gives it out, so it attaches.
    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void theMmeRestartsAfterTheSecurityModeCommand(String row) throws Exception {
        try (TestLab lab = lab(row);
                Device device = reporting(lab)) {
            lab.network().saveMme();
            lab.fleet().lose(SECURITY_MODE_COMPLETE);
            assertThat(device.refresh(lab.as())).isTrue();
            await().until(() -> lab.fleet().lost() > 0);
            restartMme(lab);
            assertDelivered(lab, device);
            assertThat(lab.fleet().sent("ATTACH REQUEST")).isEqualTo(2);
        }
    }

    /// The MME gives up and keeps the keys in use; the device has the new ones. It attaches for its next session.
    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void everySecurityModeCompleteIsLost(String row) throws Exception {
        try (TestLab lab = lab(row);
                Device device = reporting(lab)) {
            lab.fleet().lose(SECURITY_MODE_COMPLETE);
            assertThat(device.refresh(lab.as())).isTrue();
            await().atMost(Duration.ofMinutes(1)).until(() -> lab.fleet().lost() == TRANSMISSIONS);
            assertThat(device.awaitRefresh(lab.as(), 0)).as("its key is another one").isTrue();
            lab.fleet().lose(_ -> false);
            assertDelivered(lab, device);
            assertThat(lab.fleet().sent("ATTACH REQUEST"))
                    .as("repeated or not")
                    .isGreaterThanOrEqualTo(2);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
        }
    }
}
