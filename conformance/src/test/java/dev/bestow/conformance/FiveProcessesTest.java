package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bestow.cli.lab.LabGateway;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemTimers;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.UeFleet;
import dev.bestow.wire.radius.AcctStatus;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The journey across five real processes, with the configuration that ships: what `README.md` beside it
/// tells a newcomer to type.
class FiveProcessesTest {
    /// Each node starts before those it connects to; peers have to find each other by themselves.
    private static final List<String> NODES = List.of("as", "mme", "hss", "scef");

    private static final int CARDS = NodeProcesses.CARDS;

    /// More octets than an MME's snapshot has that knows nobody.
    private static final int EMPTY_SNAPSHOT = 100;

    @Test
    void theJourneySurvivesRestartsOfMmeAndHss(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, "12")) {
            prepareAndStart(nodes);
            expectDelivered(nodes);
            for (AdminPage page : AdminPage.OF_EACH_NODE) {
                page.expectMetrics(nodes);
            }
            aRunningHssChangesItsSubscribers(nodes);
            for (String node : List.of("mme", "hss")) {
                nodes.stop(node);
                nodes.start(node);
                nodes.awaitReady(node);
            }
            expectRefreshed(nodes);
            anEndpointIsShutOutAndAdmittedAgain(nodes);
            stop(nodes);
            NodeProcesses.Ended listed =
                    nodes.run("subscriber", "list", "--config", nodes.configuration("hss.yaml"));
            assertThat(listed.status()).as(listed.output()).isZero();
            assertThat(listed.output().lines().filter(line -> line.startsWith("00101")))
                    .hasSize(CARDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"11, false", "11-kasme, true"})
    void theJourneyWorksWhenTheScefPulls(String solution, boolean scefDerives, @TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, solution)) {
            String derives = "policy:\n  scefDerives: " + scefDerives;
            nodes.change("scef.yaml", "policy:", derives);
            nodes.change("mme.yaml", "policy:", derives);
            prepareAndStart(nodes);
            expectDelivered(nodes);
            expectRefreshed(nodes);
            stop(nodes);
        }
    }

    @Test
    void theJourneyWorksBesideAPlainMme(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, "12")) {
            nodes.plainMme();
            prepareAndStart(nodes);
            expectDelivered(nodes);
            stop(nodes);
        }
    }

    /// With an EMKS and a security endpoint, as `examples/emks` has it.
    @ParameterizedTest
    @CsvSource({
        "1D, hse, hseId",
        "1E-D, hse, hseId",
        "1D-eese, hse, eeseId",
        "2, hse, emseId",
        "2-eese, hse, eeseId",
        "2-as, as, asId",
        "3, hse, emseId",
        "10, hse, emseId"
    })
    void theJourneyWorksThroughAnEmks(
            String solution, String endpoint, String identity, @TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, "emks", "10", solution)) {
            nodes.change("hse.yaml", "emseId:", identity + ":");
            nodes.change("hse.yaml", "node: hse", "node: " + endpoint);
            nodes.rename("hse.yaml", endpoint + ".yaml");
            if (solution.equals("3")) {
                nodes.ownRuns();
            }
            List<String> others = List.of(endpoint, "mme", "hss", "emks");
            nodes.prepare("emks.epc.mnc001.mcc001.3gppnetwork.org", "emse.example.net");
            start(nodes, others);
            expectDelivered(nodes);
            if (List.of("1D", "10").contains(solution)) {
                restart(nodes, "emks", "hss");
                expectDelivered(nodes);
            }
            stop(nodes, others);
        }
    }

    private static void restart(NodeProcesses nodes, String... names) throws InterruptedException {
        for (String node : names) {
            nodes.stop(node);
            nodes.start(node);
            nodes.awaitReady(node);
        }
    }

    /// With a home security endpoint that the HSS pushes to, as `examples/hse` has it.
    @ParameterizedTest
    @ValueSource(strings = {"1A", "1B", "1E-A", "1E-B"})
    void theJourneyWorksWithAnHse(String solution, @TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, "hse", "1A", solution)) {
            journey(nodes, !solution.equals("1E-B"), () -> {});
        }
    }

    /// With one that asks the HSS, of devices that a packet gateway tells of.
    @ParameterizedTest
    @ValueSource(strings = {"1C", "1E-C"})
    void theJourneyWorksWithAnHseThatAGatewayTellsOfDevices(String solution, @TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, "hse", "1A", solution)) {
            nodes.change("hse.yaml", "#accounting:", "accounting:");
            nodes.change("hse.yaml", "\n#  ", "\n  ");
            Path secret = LabGateway.secretFile(folder.resolve("data"));
            assertThat(secret).hasFileName("gateway.secret");
            journey(nodes, solution.length() == 2, () -> tellOfDevices(nodes));
        }
    }

    /// Both have the address of this machine, each by an APN of its own.
    private static void tellOfDevices(NodeProcesses nodes) {
        var gateway = new LabGateway(nodes.address(1813), new SystemClock(), LabGateway.Tap.NONE);
        for (int card = 1; card <= CARDS; card++) {
            gateway.report(
                    AcctStatus.START,
                    TestCard.number(card).imsi(),
                    "apn" + card,
                    InetAddress.getLoopbackAddress());
        }
    }

    /// @param restarted whether HSE and HSS stop and start in the middle
    /// @param connected what has to be told before devices report to a new HSE
    private static void journey(NodeProcesses nodes, boolean restarted, Runnable connected)
            throws IOException, InterruptedException {
        List<String> others = List.of("hse", "mme", "hss");
        nodes.prepare(LabNodes.HSE.fqdn());
        start(nodes, others);
        connected.run();
        expectDelivered(nodes);
        if (restarted) {
            restart(nodes, "hse", "hss");
            connected.run();
            expectDelivered(nodes);
        }
        stop(nodes, others);
    }

    /// Without its neighbours it starts all the same, and says what it lacks.
    @Test
    void anMmeAloneIsAliveAndNotReadyAndLogsJsonToItsLastLine(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, "12")) {
            nodes.start("mme", "--log-format", "json");
            nodes.awaitReady("mme");
            AdminPage.expectNotReady(nodes);
            String output = nodes.stop("mme");
            List<JsonNode> events = new ArrayList<>();
            for (String line :
                    output.lines().filter(line -> !line.startsWith("mme ready")).toList()) {
                events.add(new ObjectMapper().readTree(line));
            }
            assertThat(events)
                    .as(output)
                    .allSatisfy(event -> assertThat(event.get("timestamp").isNumber()).isTrue())
                    .anySatisfy(event ->
                            assertThat(event.get("message").asText())
                                    .contains("no connection to hss."));
            assertThat(events.getLast().get("message").asText()).isEqualTo("mme stopped");
        }
    }

    @Test
    void anMmeKilledAfterASnapshotStillHasTheKeysOfItsDevices(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = new NodeProcesses(folder, "11")) {
            prepareAndStart(nodes);
            List<String> sent = new CopyOnWriteArrayList<>();
            try (SystemTimers timers = new SystemTimers();
                    UeFleet fleet =
                            UeFleet.open(
                                    nodes.address(36412),
                                    (_, message, _, _) -> sent.add(message.name()))) {
                Device device = OperatedNetwork.device(fleet, timers);
                assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
                awaitSnapshotOfOne(nodes);
                nodes.kill("mme");
                nodes.start("mme");
                nodes.awaitReady("mme");
                AdminPage.awaitReady(nodes, "mme");
                var server =
                        new AsProvision(
                                TestNetwork.AS,
                                nodes.address(5700),
                                SolutionTable.named("11"),
                                UaForm.COMPACT,
                                Naming.GUTI,
                                true);
                assertThat(device.report(server, Plaintext.of("21.4C")))
                        .as(nodes::everybody)
                        .isInstanceOf(ReportOutcome.Delivered.class);
                assertThat(sent).containsOnlyOnce("ATTACH REQUEST");
            }
        }
    }

    @Test
    void nodesThatLostTheirFoldersComeBackFromBackupsTheyMadeWhileTheyServed(@TempDir Path folder)
            throws IOException, InterruptedException {
        List<String> keepers = List.of("hss", "scef");
        try (NodeProcesses nodes = new NodeProcesses(folder, "12")) {
            prepareAndStart(nodes);
            expectDelivered(nodes);
            for (String node : keepers) {
                moves(nodes, "backup", node, "--to");
            }
            expectDelivered(nodes);
            stop(nodes);
            for (String node : keepers) {
                Files.move(nodes.data(node), folder.resolve("lost-" + node));
                moves(nodes, "restore", node, "--from");
            }
            NODES.forEach(nodes::start);
            NODES.forEach(nodes::awaitReady);
            expectDelivered(nodes);
            stop(nodes);
        }
    }

    /// The store of `node` to or from a folder of backups.
    private static void moves(NodeProcesses nodes, String verb, String node, String direction)
            throws InterruptedException {
        NodeProcesses.Ended ended =
                nodes.run(
                        verb,
                        "--config",
                        nodes.configuration(node + ".yaml"),
                        direction,
                        "backups-of-" + node);
        assertThat(ended.status()).as(() -> ended.output() + nodes.everybody()).isZero();
    }

    private static void awaitSnapshotOfOne(NodeProcesses nodes) {
        Path snapshot = nodes.data("mme").resolve("registrations");
        await("snapshot")
                .atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(snapshot) && Files.size(snapshot) > EMPTY_SNAPSHOT);
    }

    private static void prepareAndStart(NodeProcesses nodes) throws InterruptedException {
        nodes.prepare("scef.epc.mnc001.mcc001.3gppnetwork.org", "as.example.net");
        start(nodes, NODES);
    }

    private static void start(NodeProcesses nodes, List<String> all) {
        for (String node : all) {
            if (node.equals("mme")) {
                nodes.start(node, "--snapshot-seconds", "1");
            } else {
                nodes.start(node);
            }
        }
        all.forEach(nodes::awaitReady);
        // Listening is not being connected.
        all.forEach(node -> AdminPage.awaitReady(nodes, node));
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

    /// Each device has its key replaced while the nodes run, and reports under the new one.
    private static void expectRefreshed(NodeProcesses nodes) throws InterruptedException {
        NodeProcesses.Ended ue =
                nodes.run("ue", "--config", nodes.configuration("ue.yaml"), "--refresh");
        assertThat(ue.status()).as(() -> ue.output() + nodes.everybody()).isZero();
        for (int device = 1; device <= CARDS; device++) {
            assertThat(ue.output())
                    .containsSubsequence(
                            "device " + device + " report delivered",
                            "device " + device + " has another key",
                            "device " + device + " report delivered");
        }
    }

    /// While all run.
    private static void anEndpointIsShutOutAndAdmittedAgain(NodeProcesses nodes)
            throws InterruptedException {
        String scef = nodes.configuration("scef.yaml");
        done(nodes, 0, "endpoint", "shut-out", "as.example.net", "--config", scef);
        assertThat(done(nodes, 1, "ue", "--config", nodes.configuration("ue.yaml")))
                .contains("device 1 report not delivered", "device 2 report not delivered");
        done(nodes, 0, "endpoint", "admit", "as.example.net", "--config", scef);
        expectDelivered(nodes);
    }

    /// An operator need not stop the HSS to add, list or withdraw a card.
    private static void aRunningHssChangesItsSubscribers(NodeProcesses nodes)
            throws InterruptedException {
        String config = nodes.configuration("hss.yaml");
        String card = "001010000000002";
        assertThat(done(nodes, 0, "subscriber", "list", "--config", config))
                .contains("001010000000001", card);
        assertThat(done(nodes, 0, "subscriber", "remove", card, "--config", config))
                .contains("removed; its next epoch is 2");
        assertThat(done(nodes, 1, "subscriber", "show", card, "--config", config))
                .contains("no subscriber " + card);
        assertThat(
                        done(
                                nodes,
                                0,
                                "provision",
                                nodes.configuration("cards.csv"),
                                "--config",
                                config))
                .contains("1 added", (CARDS - 1) + " unchanged");
        assertThat(done(nodes, 2, "provision", "no-such.csv", "--config", config))
                .contains("no-such.csv");
    }

    private static String done(NodeProcesses nodes, int status, String... arguments)
            throws InterruptedException {
        NodeProcesses.Ended ended = nodes.run(arguments);
        assertThat(ended.status()).as(ended.output()).isEqualTo(status);
        return ended.output();
    }

    private static void stop(NodeProcesses nodes) throws IOException, InterruptedException {
        stop(nodes, NODES);
    }

    private static void stop(NodeProcesses nodes, List<String> all)
            throws IOException, InterruptedException {
        for (String node : all) {
            nodes.stop(node);
        }
        nodes.requirePortsFree();
    }
}
