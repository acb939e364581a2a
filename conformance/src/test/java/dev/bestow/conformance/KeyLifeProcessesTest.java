package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.Guti;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.ue.Device;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// What happens to keys after they were given out, over processes: a policy replaces one (solution 4), one ages, one is
/// revoked.
class KeyLifeProcessesTest {
    /// Each attach has one; of two devices more than two are of a second attach.
    private static final String MORE_ULRS =
            "{command=\"ULR\",interface=\"S6a\",result=\"2xxx\"} ([4-9]|[1-9][0-9])";

    private static final String OF_FIRST = "device 1 report delivered";

    /// The profile allows one key of each key set: once it is given out, the MME authenticates the device anew, and
    /// reports go on meanwhile and afterwards without an attach.
    @Test
    void theMmeAuthenticatesAnewOnceTheKeysThatTheProfileAllowsAreGivenOut(@TempDir Path folder)
            throws Exception {
        try (var nodes = new NodeProcesses(folder, "11")) {
            nodes.change(
                    "hss.yaml",
                    "\npolicy:\n",
                    """

                    policy:
                      profiles:
                        - name: often
                          accessPoints: [{name: iot}]
                          security: {reauthenticateAfterKeys: 1}
                    """);
            nodes.change("cards.csv", "IMSI,", "PROFILE,IMSI,");
            nodes.change("cards.csv", "\n00101", "\noften,00101");
            UaProcessesTest.prepare(nodes);
            UaProcessesTest.start(nodes);
            nodes.start("ue", "--reports", "1000000");
            AdminPage.awaitCounted(
                    nodes, "mme", "bestow_mme_reauthentications_total", "{cause=\"keys\"} [1-9]");
            int before = reports(nodes);
            await("reports after it")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> reports(nodes) > before);
            assertThat(nodes.everybody()).doesNotContain("not delivered", "did not attach");
        }
    }

    /// A device whose key has served for its lifetime attaches for another one, and its reports go on.
    @Test
    void aDeviceWhoseKeyHasAgedAttachesForAnother(@TempDir Path folder) throws Exception {
        try (var nodes = new NodeProcesses(folder, "12")) {
            nodes.change("ue.yaml", "\npolicy:\n", "\npolicy:\n  keyLifetimeSeconds: 3\n");
            UaProcessesTest.prepare(nodes);
            UaProcessesTest.start(nodes);
            nodes.start("ue", "--reports", "1000000");
            AdminPage.awaitCounted(
                    nodes, "hss", "bestow_hss_diameter_request_duration_seconds_count", MORE_ULRS);
            int before = reports(nodes);
            await("reports after it")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> reports(nodes) > before);
            assertThat(nodes.everybody()).doesNotContain("not delivered", "did not attach");
        }
    }

    /// The endpoint that gave its leaf up is not given it again; its device's next AKA run brings another.
    @Test
    void aKeyThatAnEndpointRevokedIsNotGivenToItAgain(@TempDir Path folder) throws Exception {
        try (OperatedNetwork network = OperatedNetwork.start(folder)) {
            Device device = network.device(network.nodes().address(36412));
            Guti guti = OperatedNetwork.attached(device);
            NorthboundClient client = network.client(OperatedNetwork.FIRST);
            int eksi = OperatedNetwork.eksi(client, OperatedNetwork.FIRST, guti);
            assertThat(network.revoked(OperatedNetwork.FIRST, guti, eksi)).isEqualTo(204);
            assertThat(
                            OperatedNetwork.isKey(
                                    OperatedNetwork.fetched(
                                            client, OperatedNetwork.FIRST, guti, eksi)))
                    .isFalse();
            Guti next = OperatedNetwork.attached(device);
            OperatedNetwork.eksi(client, OperatedNetwork.FIRST, next);
        }
    }

    private static int reports(NodeProcesses nodes) {
        return nodes.everybody().split(OF_FIRST, -1).length - 1;
    }
}
