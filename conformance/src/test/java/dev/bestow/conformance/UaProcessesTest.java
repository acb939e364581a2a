package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Devices that lose their power, that speak under the public key of their server, and that report in other protections
/// than Ua, over processes.
class UaProcessesTest {
    private static final List<String> NODES = List.of("as", "mme", "hss", "scef");

    static void prepare(NodeProcesses nodes) throws InterruptedException {
        done(
                nodes,
                "keys",
                "test-certificates",
                nodes.data("tls").toString(),
                "hss.epc.mnc001.mcc001.3gppnetwork.org",
                "scef.epc.mnc001.mcc001.3gppnetwork.org",
                "mmec12.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org",
                "as.example.net");
        done(
                nodes,
                "provision",
                nodes.configuration("cards.csv"),
                "--config",
                nodes.configuration("hss.yaml"));
    }

    static void start(NodeProcesses nodes) {
        NODES.forEach(nodes::start);
        NODES.forEach(nodes::awaitReady);
        NODES.forEach(node -> AdminPage.awaitReady(nodes, node));
    }

    static String done(NodeProcesses nodes, String... arguments) throws InterruptedException {
        NodeProcesses.Ended ended = nodes.run(arguments);
        assertThat(ended.status()).as(() -> ended.output() + nodes.everybody()).isZero();
        return ended.output();
    }

    private static String ue(NodeProcesses nodes, Path state) throws InterruptedException {
        return done(
                nodes,
                "ue",
                "--config",
                nodes.configuration("ue.yaml"),
                "--state",
                state.toString());
    }

    /// It is killed while it reports, so its file is what a device has after its battery was taken out.
    @Test
    void aDeviceThatIsKilledReportsAgainWithoutAnAttach(@TempDir Path folder) throws Exception {
        try (var nodes = new NodeProcesses(folder, "12")) {
            prepare(nodes);
            start(nodes);
            Path state = folder.resolve("state");
            nodes.start("ue", "--reports", "1000000", "--state", state.toString());
            await("a report")
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            nodes.everybody().contains("device 1 report delivered")
                                    && nodes.everybody().contains("device 2 report delivered"));
            nodes.kill("ue");
            nodes.stop("mme");
            nodes.stop("hss");
            for (int start = 0; start < 2; start++) {
                assertThat(ue(nodes, state))
                        .contains(
                                "device 1 goes on with the keys it had",
                                "device 1 report delivered",
                                "device 2 goes on with the keys it had",
                                "device 2 report delivered");
            }
        }
    }

    @Test
    void devicesSpeakUnderThePublicKeyOfTheirServerAndUnderNoOtherForm(@TempDir Path folder)
            throws Exception {
        try (var nodes = new NodeProcesses(folder, "12")) {
            prepare(nodes);
            Path keys = folder.resolve("keys");
            done(nodes, "keys", "endpoint", keys.toString(), "as.example.net");
            String port = ":" + nodes.address(5700).getPort();
            nodes.change(
                    "as.yaml",
                    "  listen: 127.0.0.1" + port,
                    "  listen: 127.0.0.1"
                            + port
                            + "\n  certificateKeys: ["
                            + keys
                            + "/as.example.net.ua-key]");
            nodes.change(
                    "ue.yaml",
                    "  connect: 127.0.0.1" + port,
                    "  connect: 127.0.0.1"
                            + port
                            + "\n  form: certificate\n  certificate: "
                            + keys
                            + "/as.example.net.ua-public");
            start(nodes);
            assertThat(ue(nodes, folder.resolve("state"))).contains("device 1 report delivered");

            replaceKey(nodes, keys);
            NodeProcesses.Ended refused =
                    nodes.run("ue", "--config", nodes.configuration("ue.yaml"));
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.output())
                    .contains(
                            "device 1 report not delivered: the application server refused with"
                                    + " CERTIFICATE_UNKNOWN\n");
        }
    }

    @Test
    void devicesReportInEachProtectionThatTheirServerListensFor(@TempDir Path folder)
            throws Exception {
        try (var nodes = new NodeProcesses(folder, "12")) {
            prepare(nodes);
            nodes.change(
                    "as.yaml",
                    "\nua:\n",
                    """

                    oscore: {listen: 127.0.0.1:0}
                    esp: {listen: 127.0.0.1:0}
                    dtls: {listen: 127.0.0.1:0}
                    ua:
                    """);
            start(nodes);
            for (String protection : List.of("OSCORE", "ESP", "CoAP over DTLS")) {
                String option = protection.replace("CoAP over ", "").toLowerCase(Locale.ROOT);
                assertThat(
                                done(
                                        nodes,
                                        "ue",
                                        "--config",
                                        nodes.configuration("ue.yaml"),
                                        "--reports",
                                        "2",
                                        "--protect",
                                        option,
                                        "--to",
                                        "127.0.0.1:" + port(nodes, protection)))
                        .as(protection)
                        .containsSubsequence(
                                "device 1 report delivered", "device 1 report delivered")
                        .contains("device 2 report delivered");
            }
        }
    }

    /// On which an endpoint says it listens for that protection.
    private static String port(NodeProcesses nodes, String protection) {
        Matcher told = Pattern.compile(protection + " on port ([0-9]+)").matcher(nodes.everybody());
        assertThat(told.find()).as(nodes::everybody).isTrue();
        return told.group(1);
    }

    /// The server keeps its key; devices are configured with the public key of another pair.
    private static void replaceKey(NodeProcesses nodes, Path keys)
            throws IOException, InterruptedException {
        Path other = keys.resolve("other");
        done(nodes, "keys", "endpoint", other.toString(), "as.example.net");
        Files.copy(
                other.resolve("as.example.net.ua-public"),
                keys.resolve("as.example.net.ua-public"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
