package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// The security policy of a profile (solution 4), over processes.
class PolicyProcessesTest {
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
                    nodes, "mme", "bestow_mme_reauthentications_total{cause=\"keys\"}");
            int before = reports(nodes);
            await("reports after it")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> reports(nodes) > before);
            assertThat(nodes.everybody()).doesNotContain("not delivered", "did not attach");
        }
    }

    private static int reports(NodeProcesses nodes) {
        return nodes.everybody().split(OF_FIRST, -1).length - 1;
    }
}
