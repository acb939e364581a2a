package dev.bestow.network.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/// Two configurations, and the keys an operator finds different in them.
final class DifferencesTest {
    private static final String SCEF =
            """
            node: scef
            identity: {host: scef.home.example, realm: home.example}
            diameter:
              listen: 127.0.0.1:3869
              peers:
                - {host: hss.home.example, role: hss}
            http: {listen: 127.0.0.1:8443}
            tls: {key: a.key, certificate: a.crt, ca: ca.crt}
            policy:
              applicationServers: [as.example.net]
            """;

    private static List<String> keys(String from, String to) {
        assertThat(SCEF).contains(from);
        return Differences.between(read(SCEF), read(SCEF.replace(from, to)));
    }

    private static Record read(String yaml) {
        return (Record) NodeConfig.of(ConfigFile.parse(Path.of("/etc/bestow/scef.yaml"), yaml));
    }

    @Test
    void aListIsOneKeyAndAnAddressIsOneWord() {
        assertThat(keys("role: hss}", "role: hss, address: 127.0.0.1:3868}"))
                .containsExactly("diameter.peers");
        assertThat(keys("listen: 127.0.0.1:8443", "listen: 127.0.0.1:8444"))
                .containsExactly("http.listen");
        assertThat(keys("a.key", "b.key")).containsExactly("tls.key");
    }

    @Test
    void aSectionThatComesIsOneKeyAndADefaultThatIsWrittenOutIsNone() {
        assertThat(keys("tls:", "admin: {listen: 127.0.0.1:9101}\ntls:")).containsExactly("admin");
        assertThat(keys("8443}", "8443, audit: {fileMegabytes: 64}}")).isEmpty();
        assertThat(keys("policy:\n", "policy:\n  solution: \"12\"\n")).isEmpty();
    }

    @Test
    void allThatDiffersIsNamedInTheOrderOfTheFile() {
        assertThat(keys("policy:\n", "policy:\n  solution: \"11\"\n  refreshSeconds: 5\n"))
                .containsExactly("policy.solution", "policy.refreshSeconds");
        assertThat(
                        Differences.between(
                                read(SCEF),
                                read(
                                        SCEF.replace("3869", "3870")
                                                .replace(
                                                        "home.example, realm",
                                                        "x.example, realm"))))
                .containsExactly("identity.host", "diameter.listen");
    }

    @Test
    void otherKindsOfNodesHaveNoKeysInCommon() {
        var peer = new Tls(Path.of("a"), Path.of("b"), Path.of("c"));
        assertThatThrownBy(() -> Differences.between(read(SCEF), peer))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
