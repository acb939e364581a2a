package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Usim;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.card.CardUsim;
import dev.bestow.usim.Personalisation;
import dev.bestow.usim.SimulatedCard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/// Solution 1 with the applet: the card derives the key set, and no ME beside it needs CK or IK for that.
class AppletJourneyTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1A", "1D"})
    void theCardDerivesWhatTheHssGivesTheHse(String solution) throws Exception {
        try (CardUsim usim =
                CardUsim.open(SimulatedCard.of(Personalisation.of(CARD.k(), CARD.opc())))) {
            assertThat(report(solution, usim))
                    .isEqualTo(new ReportOutcome.Delivered(TestServer.thanks(REPORT)));
        }
    }

    @Test
    void aDeviceWithAnOrdinaryCardIsToldWhatItLacks() throws Exception {
        assertThat(report("1A", SoftUsim.fresh(CARD.credentials())))
                .isEqualTo(
                        new ReportOutcome.CardUnusable(
                                "USIM", "is an ordinary one, which derives no key set"));
    }

    private ReportOutcome report(String solution, Usim usim) throws Exception {
        try (TestLab lab = TestLab.start(solution, folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            var setup =
                    new TestFleet.Setup(
                            usim,
                            TestFleet.CALM,
                            lab.network().world().entropy(),
                            KAppObserver.NONE);
            Device device = lab.fleet().device(CARD, setup);
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            return device.report(lab.as(), REPORT);
        }
    }
}
