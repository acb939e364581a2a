package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The journey across five real processes, with the configuration that ships: what `README.md` beside it
/// tells a newcomer to type.
class FiveProcessesTest {
    /// Each node starts before those it connects to; peers have to find each other by themselves.
    private static final List<String> NODES = List.of("as", "mme", "hss", "scef");

    private static final int CARDS = 2;

    @Test
    void theJourneySurvivesRestartsOfMmeAndHss(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, "12")) {
            prepareAndStart(nodes);
            expectDelivered(nodes);
            theStoreOfARunningHssIsInUse(nodes);
            for (String node : List.of("mme", "hss")) {
                nodes.stop(node);
                nodes.start(node);
                nodes.awaitReady(node);
            }
            expectDelivered(nodes);
            stop(nodes);
            NodeProcesses.Ended listed =
                    nodes.run("subscriber", "list", "--config", nodes.configuration("hss.yaml"));
            assertThat(listed.status()).as(listed.output()).isZero();
            assertThat(listed.output().lines().filter(line -> line.startsWith("00101")))
                    .hasSize(CARDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme"})
    void theJourneyWorksWhenTheScefPulls(String solution, @TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, solution)) {
            prepareAndStart(nodes);
            expectDelivered(nodes);
            stop(nodes);
        }
    }

    private static void prepareAndStart(NodeProcesses nodes) throws InterruptedException {
        NodeProcesses.Ended certificates =
                nodes.run(
                        "keys",
                        "test-certificates",
                        "data/tls",
                        "scef.epc.mnc001.mcc001.3gppnetwork.org",
                        "as.example.net");
        assertThat(certificates.status()).as(certificates.output()).isZero();
        NodeProcesses.Ended provisioned =
                nodes.run(
                        "provision",
                        nodes.configuration("cards.csv"),
                        "--config",
                        nodes.configuration("hss.yaml"));
        assertThat(provisioned.status()).as(provisioned.output()).isZero();
        assertThat(provisioned.output()).contains(CARDS + " added");
        NODES.forEach(nodes::start);
        NODES.forEach(nodes::awaitReady);
    }

    private static void expectDelivered(NodeProcesses nodes) throws InterruptedException {
        NodeProcesses.Ended ue =
                nodes.run("ue", "--config", nodes.configuration("ue.yaml"), "--reports", "2");
        assertThat(ue.status()).as(() -> ue.output() + nodes.everybody()).isZero();
        for (int device = 1; device <= CARDS; device++) {
            String delivered = "device " + device + " report delivered";
            assertThat(ue.output().lines().filter(line -> line.startsWith(delivered)))
                    .as(ue.output())
                    .hasSize(2);
        }
    }

    private static void theStoreOfARunningHssIsInUse(NodeProcesses nodes)
            throws InterruptedException {
        NodeProcesses.Ended refused =
                nodes.run("subscriber", "list", "--config", nodes.configuration("hss.yaml"));
        assertThat(refused.status()).as(refused.output()).isEqualTo(2);
        assertThat(refused.output()).contains("is in use by another process");
    }

    private static void stop(NodeProcesses nodes) throws IOException, InterruptedException {
        for (String node : NODES) {
            nodes.stop(node);
        }
        nodes.requirePortsFree();
    }
}
