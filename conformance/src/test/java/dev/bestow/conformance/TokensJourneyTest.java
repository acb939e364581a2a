package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// The journey across processes where the SCEF takes tokens and the application server shows the one in its file.
class TokensJourneyTest {
    private static final List<String> NODES = List.of("as", "mme", "hss", "scef");
    private static final String AS = "as.example.net";

    @TempDir private Path folder;

    @Test
    void anApplicationServerGoesOnWithTheTokenThatTakesTheExpiredOnesPlace() throws Exception {
        TokenIssuer issuer = new TokenIssuer();
        try (NodeProcesses nodes = new NodeProcesses(folder, "12")) {
            Path token = folder.resolve("data").resolve("as.token");
            Path certificate = folder.resolve("data/tls").resolve(AS + ".crt");
            nodes.change(
                    "scef.yaml",
                    "  # tokens:\n",
                    "  tokens: {issuer: \""
                            + TokenIssuer.NAME
                            + "\", jwksFile: ../../data/jwks}\n");
            nodes.change("as.yaml", "  # tokenFile:", "  tokenFile:");
            nodes.prepare("scef.epc.mnc001.mcc001.3gppnetwork.org", AS);
            issuer.publish(folder.resolve("data").resolve("jwks"));
            issuer.issue(token, AS, certificate, 600);
            NODES.forEach(nodes::start);
            NODES.forEach(nodes::awaitReady);
            NODES.forEach(node -> AdminPage.awaitReady(nodes, node));
            assertThat(ue(nodes))
                    .contains("device 1 report delivered", "device 2 report delivered");

            issuer.issue(token, AS, certificate, -60);
            assertThat(ue(nodes))
                    .contains("device 1 report not delivered", "device 2 report not delivered");

            issuer.issue(token, AS, certificate, 600);
            assertThat(ue(nodes))
                    .contains("device 1 report delivered", "device 2 report delivered");
            assertThat(nodes.stop("as")).contains("INVALID_TOKEN", "it is expired");
            assertThat(nodes.stop("scef")).contains("refused a token", "it is expired");
        }
    }

    private static String ue(NodeProcesses nodes) throws InterruptedException {
        return nodes.run("ue", "--config", nodes.configuration("ue.yaml")).output();
    }
}
