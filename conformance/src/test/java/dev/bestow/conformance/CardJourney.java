package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.SoftUsim;
import dev.bestow.core.Octets;
import dev.bestow.ue.modem.T0Card;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// The program [dev.bestow.conformance.interop.PcscInterop] runs beside pcscd for solution 3: an ordinary USIM lies
/// in the virtual reader, the nodes are processes with the configuration that ships, and `bestow ue` is one more each
/// time.
public final class CardJourney {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final List<String> NODES = List.of("hse", "hss", "emks");

    /// The shortest there is: T=0 and nothing else.
    private static final Octets ANSWER_TO_RESET = Octets.parseHex("ATR", "3b00");

    private CardJourney() {}

    /// @param arguments a folder
    public static void main(String[] arguments) throws Exception {
        VirtualCard.awaitReader();
        T0Card card = new T0Card(SoftUsim.fresh(CARD.credentials()));
        VirtualCard inReader = VirtualCard.insert(inside(card));
        VirtualCard.awaitInserted().close();
        try (NodeProcesses nodes = new NodeProcesses(Path.of(arguments[0]), "emks", "10", "3")) {
            configure(nodes);
            start(nodes);
            assertThat(delivered(nodes, "1")).isEqualTo(1);
            // The card, unlike one in a file, knows yet which sequence numbers it has seen.
            assertThat(delivered(nodes, "3")).isEqualTo(3);
            inReader.takeOut();
            NodeProcesses.Ended without = ue(nodes, "1");
            assertThat(without.status()).as(without.output()).isEqualTo(2);
            assertThat(without.output()).contains("has no card; the readers are [Virtual PCD");
        }
        System.out.println("OK: an ordinary USIM in the reader served solution 3");
    }

    /// As an UICC, it finds its SELECT again after each reset.
    private static VirtualCard.Inside inside(T0Card card) {
        HexFormat hex = HexFormat.of();
        return new VirtualCard.Inside(
                command -> hex.parseHex(card.answer(hex.formatHex(command))),
                () -> {},
                ANSWER_TO_RESET);
    }

    private static void configure(NodeProcesses nodes) throws IOException {
        nodes.ownRuns();
        nodes.change(
                "ue.yaml",
                "credentials: cards.csv\nnas:\n  connect: 127.0.0.1:"
                        + nodes.address(36412).getPort(),
                "usim: {reader: any, imsi: \"" + CARD.imsi().digits() + "\"}");
    }

    private static void start(NodeProcesses nodes) throws InterruptedException {
        nodes.prepare("emks.epc.mnc001.mcc001.3gppnetwork.org", "emse.example.net");
        NODES.forEach(nodes::start);
        NODES.forEach(nodes::awaitReady);
        AdminPage.awaitReady(nodes, "emks");
    }

    /// How many reports were.
    private static long delivered(NodeProcesses nodes, String reports) throws InterruptedException {
        NodeProcesses.Ended ue = ue(nodes, reports);
        assertThat(ue.status()).as(() -> ue.output() + nodes.everybody()).isZero();
        return ue.output()
                .lines()
                .filter(line -> line.startsWith("device 1 report delivered"))
                .count();
    }

    private static NodeProcesses.Ended ue(NodeProcesses nodes, String reports)
            throws InterruptedException {
        return nodes.run("ue", "--config", nodes.configuration("ue.yaml"), "--reports", reports);
    }
}
