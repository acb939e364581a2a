package dev.bestow.conformance;

import static dev.bestow.conformance.OperatedNetwork.FIRST;
import static dev.bestow.conformance.OperatedNetwork.SECOND;
import static dev.bestow.conformance.OperatedNetwork.fetched;
import static dev.bestow.conformance.OperatedNetwork.isKey;
import static dev.bestow.conformance.OperatedNetwork.isRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.Guti;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// What an operator does to nodes that run, with the verbs an operator has: `reload` and `endpoint`.
class ReloadProcessesTest {
    private static final String ONE = "applicationServers: [as.example.net]";
    private static final String BOTH = "applicationServers: [as.example.net, as2.example.net]";
    private static final String MME = "mmec12.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org";
    private static final String MME2 = "mmec13.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org";
    private static final int NAS = 36412;

    /// Ports of nodes that this example has not.
    private static final int NAS2 = 5683;

    @Test
    void anApplicationServerComesAndGoesWhileTheNodesRun(@TempDir Path folder) throws Exception {
        try (OperatedNetwork network = OperatedNetwork.start(folder)) {
            Guti guti = OperatedNetwork.attached(network.device(network.nodes().address(NAS)));
            NorthboundClient first = network.client(FIRST);
            NorthboundClient second = network.client(SECOND);
            int eksi = OperatedNetwork.eksi(first, FIRST, guti);
            assertThat(isRefused(fetched(second, SECOND, guti, eksi))).isTrue();

            network.edit("scef", ONE, BOTH);
            assertThat(network.reload(0, "scef"))
                    .contains("endpoint as2.example.net added (12)")
                    .doesNotContain("as.example.net removed");
            assertThat(isKey(fetched(second, SECOND, guti, eksi))).isTrue();
            assertThat(network.reload(0, "scef")).contains("nothing changed");

            refusesFiles(network);
            assertThat(isKey(fetched(second, SECOND, guti, eksi)))
                    .as("nothing of a file that is refused is taken")
                    .isTrue();

            network.edit("scef", BOTH, ONE);
            askedBySomebodyWhoLeaves(network);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> isRefused(fetched(second, SECOND, guti, eksi)));
            assertThat(network.nodes().said("scef")).contains("endpoint as2.example.net removed");
            assertThat(isKey(fetched(first, FIRST, guti, eksi))).isTrue();
            assertThat(network.reload(0, "mme")).contains("nothing changed");
        }
    }

    /// A file that is half written, has gone, has a key that nobody knows, or needs a restart.
    private static void refusesFiles(OperatedNetwork network) throws Exception {
        String good = network.text("scef");
        Path file = Path.of(network.nodes().configuration("scef.yaml"));
        String fewer = good.replace(BOTH, ONE);
        network.write("scef", fewer.substring(0, fewer.length() - 4));
        assertThat(network.reload(2, "scef")).contains("is no YAML");
        network.write("scef", fewer + "  aplicationServers: []\n");
        assertThat(network.reload(2, "scef"))
                .contains("policy.aplicationServers", "applicationServers?");
        network.write("scef", fewer.replaceFirst("fileMegabytes: 64", "fileMegabytes: 65"));
        assertThat(network.reload(1, "scef"))
                .contains("http.audit.fileMegabytes", "needs a restart", "diameter.peers")
                .doesNotContain("as2.example.net removed");
        Files.delete(file);
        assertThat(network.reload(2, "scef")).contains("does not exist");
        network.write("scef", good);
        Path other = Files.writeString(file.resolveSibling("other.yaml"), fewer);
        assertThat(network.done(1, "reload", "--config", other.toString()))
                .contains("other.yaml", "is not the file this node was started with");
    }

    /// Whoever asked is gone before the node is done.
    private static void askedBySomebodyWhoLeaves(OperatedNetwork network) throws IOException {
        var socket =
                UnixDomainSocketAddress.of(network.nodes().data("scef").resolve("control.sock"));
        try (SocketChannel asker = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            asker.connect(socket);
            String request = "reload " + network.nodes().configuration("scef.yaml") + "\n";
            asker.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void anMmeIsAddedAndRemovedWhileTheNodesRun(@TempDir Path folder) throws Exception {
        try (OperatedNetwork network = OperatedNetwork.start(folder)) {
            NorthboundClient client = network.client(FIRST);
            secondMme(network);
            Device there = network.device(network.nodes().address(NAS2));
            assertThat(there.attach())
                    .as("the HSS does not know it")
                    .isNotInstanceOf(AttachOutcome.Attached.class);

            letInTheSecondMme(network);
            Guti guti = OperatedNetwork.attached(there);
            assertThat(guti.mmeCode()).isEqualTo(0x13);
            OperatedNetwork.eksi(client, FIRST, guti);

            for (String node : new String[] {"hss", "scef"}) {
                network.edit(node, "    - host: " + MME2 + "\n      role: mme\n", "");
                assertThat(network.reload(0, node)).contains("peer " + MME2 + " removed");
            }
            assertThat(there.attach()).isNotInstanceOf(AttachOutcome.Attached.class);
            Guti other = OperatedNetwork.attached(network.device(network.nodes().address(NAS)));
            OperatedNetwork.eksi(client, FIRST, other);
        }
    }

    /// It connects to the others, which do not know it yet.
    private static void secondMme(OperatedNetwork network) throws IOException {
        String first = network.text("mme");
        var nodes = network.nodes();
        network.write(
                "mme2",
                first.replace("mmeCode: 0x12", "mmeCode: 0x13")
                        .replaceFirst(
                                "  listen: 127.0.0.1:" + nodes.address(3870).getPort() + "\n", "")
                        .replace(port(nodes, NAS), port(nodes, NAS2))
                        .replace(port(nodes, 9103), port(nodes, 9104))
                        .replace("data/mme", "data/mme2"));
        nodes.startAs("mme2", "mme");
        nodes.awaitReady("mme2");
    }

    private static void letInTheSecondMme(OperatedNetwork network) throws Exception {
        for (String node : new String[] {"hss", "scef"}) {
            network.edit(
                    node,
                    "    - host: " + MME + "\n      role: mme\n",
                    "    - host: %s\n      role: mme\n    - host: %s\n      role: mme\n"
                            .formatted(MME, MME2));
            assertThat(network.reload(0, node)).contains("peer " + MME2 + " added (mme)");
        }
        AdminPage.awaitReady(network.nodes(), "mme2");
    }

    /// It attaches at the second with the GUTI of the first, and its endpoint gets the key of that run by the GUTI of
    /// the second.
    @Test
    void aDeviceThatMovesToAnotherMmeHasItsKeyThere(@TempDir Path folder) throws Exception {
        try (OperatedNetwork network = OperatedNetwork.start(folder)) {
            NorthboundClient client = network.client(FIRST);
            secondMme(network);
            letInTheSecondMme(network);
            InetSocketAddress here = network.nodes().address(NAS);
            InetSocketAddress there = network.nodes().address(NAS2);
            var reached = new AtomicReference<>(here);
            Device device = network.device(reached, here, there);
            Guti before = OperatedNetwork.attached(device);
            assertThat(before.mmeCode()).isEqualTo(0x12);
            OperatedNetwork.eksi(client, FIRST, before);
            reached.set(there);
            Guti moved = OperatedNetwork.attached(device);
            assertThat(moved.mmeCode()).isEqualTo(0x13);
            OperatedNetwork.eksi(client, FIRST, moved);
        }
    }

    private static String port(NodeProcesses nodes, int shipped) {
        return ":" + nodes.address(shipped).getPort();
    }

    @Test
    void anEndpointThatIsShutOutGetsFreshKeysOnlyOnceItIsAdmitted(@TempDir Path folder)
            throws Exception {
        try (OperatedNetwork network = OperatedNetwork.start(folder)) {
            network.edit("scef", ONE, BOTH);
            network.reload(0, "scef");
            Device device = network.device(network.nodes().address(NAS));
            Guti guti = OperatedNetwork.attached(device);
            NorthboundClient first = network.client(FIRST);
            NorthboundClient second = network.client(SECOND);
            int eksi = OperatedNetwork.eksi(first, FIRST, guti);
            assertThat(isKey(fetched(second, SECOND, guti, eksi))).isTrue();

            assertThat(endpoint(network, "shut-out", FIRST.fqdn())).contains("is shut out");
            assertThat(isRefused(fetched(first, FIRST, guti, eksi))).isTrue();
            assertThat(isKey(fetched(second, SECOND, guti, eksi))).as("another one").isTrue();
            network.nodes().kill("scef");
            network.nodes().start("scef");
            network.nodes().awaitReady("scef");
            AdminPage.awaitReady(network.nodes(), "hss");
            assertThat(isRefused(fetched(first, FIRST, guti, eksi))).as("durably").isTrue();
            assertThat(endpoint(network, "list")).contains("as.example.net  shut out");

            // Neither taking its entry away nor bringing it back admits it.
            network.edit("scef", BOTH, "applicationServers: [as2.example.net]");
            assertThat(network.reload(0, "scef")).contains("endpoint as.example.net removed");
            network.edit("scef", "applicationServers: [as2.example.net]", BOTH);
            assertThat(network.reload(0, "scef")).contains("endpoint as.example.net added (12)");
            assertThat(isRefused(fetched(first, FIRST, guti, eksi))).isTrue();

            assertThat(endpoint(network, "admit", FIRST.fqdn())).contains("is admitted");
            assertThat(fetched(first, FIRST, guti, eksi))
                    .as("a key it had when it was shut out")
                    .contains("NotAvailable");
            assertThat(isKey(fetched(second, SECOND, guti, eksi))).isTrue();
            Guti fresh = OperatedNetwork.attached(device);
            OperatedNetwork.eksi(first, FIRST, fresh);
        }
    }

    private static String endpoint(OperatedNetwork network, String... command)
            throws InterruptedException {
        String[] arguments = new String[command.length + 3];
        arguments[0] = "endpoint";
        System.arraycopy(command, 0, arguments, 1, command.length);
        arguments[command.length + 1] = "--config";
        arguments[command.length + 2] = network.nodes().configuration("scef.yaml");
        return network.done(0, arguments);
    }
}
