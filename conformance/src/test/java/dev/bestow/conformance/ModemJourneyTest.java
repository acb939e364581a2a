package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Usim;
import dev.bestow.cli.Main;
import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.card.CardPort;
import dev.bestow.ue.card.CardUsim;
import dev.bestow.ue.modem.ModemDouble;
import dev.bestow.ue.modem.ModemUsim;
import dev.bestow.ue.modem.T0Card;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;

/// Whole journeys on the USIM in a modem: RES, CK and IK come over its AT commands, and nothing else of the card.
class ModemJourneyTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");

    @TempDir private Path folder;

    private static ModemDouble modem() {
        return new ModemDouble(
                new T0Card(SoftUsim.fresh(CARD.credentials())), CARD.imsi().digits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "11", "12"})
    void theUsimInAModemServesAsAnyOther(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, folder);
                ModemDouble modem = modem();
                ModemUsim usim =
                        ModemUsim.open(
                                modem.device(), CARD.imsi(), lab.network().world().clock())) {
            assertThat(reported(lab, usim))
                    .isEqualTo(new ReportOutcome.Delivered(TestServer.thanks(REPORT)));
            assertThat(modem.told("\"00880081"))
                    .as("one at the start, one at the attach, and with 3 one more")
                    .isEqualTo(solution.equals("3") ? 3 : 2);
        }
    }

    /// As a reader passes it, with Le.
    @Test
    void theUsimInACardReaderMakesARunOfItsOwnToo() throws Exception {
        T0Card card = new T0Card(SoftUsim.fresh(CARD.credentials()));
        try (TestLab lab = TestLab.start("3", folder);
                CardUsim usim = CardUsim.open(new Reader(card))) {
            assertThat(reported(lab, usim))
                    .isEqualTo(new ReportOutcome.Delivered(TestServer.thanks(REPORT)));
        }
    }

    private record Reader(T0Card card) implements CardPort {
        @Override
        public byte[] transmit(byte[] command) {
            return HexFormat.of().parseHex(card.answer(HexFormat.of().formatHex(command)));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private static ReportOutcome reported(TestLab lab, Usim usim) throws Exception {
        lab.network().provision(CARD, lab.network().endpoint());
        var setup =
                new TestFleet.Setup(
                        usim, TestFleet.CALM, lab.network().world().entropy(), KAppObserver.NONE);
        Device device = lab.fleet().device(CARD, setup);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        return device.report(lab.as(), REPORT);
    }

    @Test
    void bestowUeRunsOnTheUsimInAModem() throws Exception {
        try (TestLab lab = TestLab.start("12", folder);
                ModemDouble modem = modem()) {
            lab.network().provision(CARD, lab.network().endpoint());
            String ue =
                    """
                    node: ue
                    identity: {plmn: %s}
                    usim: {modem: %s, imsi: "%s"}
                    nas: {connect: 127.0.0.1:%d}
                    ua: {connect: 127.0.0.1:%d}
                    policy: {solution: "12", applicationServers: [%s]}
                    """
                            .formatted(
                                    TestNetwork.PLMN,
                                    modem.device(),
                                    CARD.imsi().digits(),
                                    lab.network().nasAddress().getPort(),
                                    lab.server().address().getPort(),
                                    lab.network().endpoint());
            assertThat(ue(ue)).contains("device 1 report delivered");
            String other = ue.replaceFirst("usim: .*", "credentials: none.csv");
            assertThat(ue(other, "--modem", modem.device())).contains("device 1 report delivered");
        }
    }

    /// What a product does: the modem is in whichever network it is, and there is an IP path.
    @Test
    void withSolution3ItAttachesNowhere() throws Exception {
        try (TestLab lab = TestLab.start("3", folder);
                ModemDouble modem = modem()) {
            lab.network().provision(CARD, lab.network().endpoint());
            String ue =
                    """
                    node: ue
                    identity: {plmn: %s}
                    usim: {modem: %s}
                    ua: {connect: 127.0.0.1:%d}
                    emks: {connect: 127.0.0.1:%d}
                    policy: {solution: "3", applicationServers: [%s]}
                    """
                            .formatted(
                                    TestNetwork.PLMN,
                                    modem.device(),
                                    lab.server().address().getPort(),
                                    Objects.requireNonNull(lab.network().ownRunAddress()).getPort(),
                                    lab.network().endpoint());
            assertThat(ue(ue)).contains("device 1 report delivered");
            assertThat(modem.told("\"00880081")).as("one at the start, and its run").isEqualTo(2);
        }
    }

    private String ue(String configuration, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("ue.yaml"), configuration);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[3 + more.length];
        arguments[0] = "ue";
        arguments[1] = "--config";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        assertThat(status).as(out + "" + err).isEqualTo(ExitStatus.OK);
        return out.toString();
    }
}
