package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.cli.lab.LabHost;
import dev.bestow.core.InvalidValue;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.Reload;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.NodeControl;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/// Files that change under running nodes of every kind: all of one is taken, or nothing.
class ReloadTest {
    private static final String NODE =
            """
            node: KIND
            diameter:
              listen: 127.0.0.1:0
              peers:
                - {host: hss.home.example, role: hss}
            tls: {key: a.key, certificate: a.crt, ca: ca.crt}
            """;
    private static final String IDENTITY =
            "identity: {host: it.home.example, realm: home.example}\n";
    private static final Map<String, String> REST =
            Map.of(
                    "scef",
                    IDENTITY
                            + "http: {listen: 127.0.0.1:0}\n"
                            + "policy:\n  applicationServers: [as.example.net]\n",
                    "emks",
                    IDENTITY
                            + "http: {listen: 127.0.0.1:0}\n"
                            + "policy:\n  endpoints: [emse.example.net]\n",
                    "hss",
                    IDENTITY + "policy:\n  scef: scef.home.example\n  keyLifetimeSeconds: 3600\n",
                    "mme",
                    "identity: {plmn: 001/01, mmeGroup: 1, mmeCode: 2}\n"
                            + "nas: {listen: 127.0.0.1:0}\n"
                            + "policy:\n  scef: scef.home.example\n",
                    "hse",
                    "identity: {hseId: hse.home.example, realm: home.example}\n"
                            + "ua: {listen: 127.0.0.1:0}\n"
                            + "policy:\n  solution: 1A\n");

    @TempDir private Path folder;
    private final TestWorld world = new TestWorld();
    private final List<RunningNode> nodes = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(RunningNode::close);
        world.close();
    }

    /// A running node and its file.
    private record Started(RunningNode node, Path file, Reload reload) {
        /// Another file moves into its place, as operators are told to: nobody reads half of it.
        void write(String text) throws IOException {
            Path whole = Files.writeString(file.resolveSibling("next.yaml"), text);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }

        void edit(String from, String to) throws IOException {
            String text = Files.readString(file);
            assertThat(text).contains(from);
            write(text.replace(from, to));
        }
    }

    private Started start(String kind) throws IOException {
        Path file = folder.resolve(kind + ".yaml");
        Files.writeString(
                file,
                NODE.replace("KIND", kind) + "store: {path: " + kind + "}\n" + REST.get(kind));
        return started(file);
    }

    private Started started(Path file) throws IOException {
        RunningNode node =
                Network.start(
                        NodeConfig.read(file),
                        new LabHost(
                                world.ports(world.entropy()),
                                world.certificates(),
                                UnaryOperator.identity(),
                                (_, _, report) -> report,
                                Host.Taps.NONE));
        nodes.add(node);
        return new Started(node, file, new Reload(file, node));
    }

    private String reload(Started started) throws IOException {
        told.clear();
        return started.reload().run(started.file().toString(), told::add);
    }

    @ParameterizedTest
    @CsvSource({"scef", "emks", "hss", "mme", "hse"})
    void everyKindOfNodeTakesPeersThatComeChangeAndGo(String kind) throws IOException {
        Started node = start(kind);
        assertThat(reload(node)).isEqualTo("nothing changed");
        assertThat(told).isEmpty();
        node.edit(
                "role: hss}\n",
                "role: hss, realms: [home.example]}\n    - {host: hss2.home.example, role: hss}\n");
        reload(node);
        assertThat(told)
                .containsExactly(
                        "peer hss.home.example changed (realms)",
                        "peer hss2.home.example added (hss)");
        node.edit("    - {host: hss.home.example, role: hss, realms: [home.example]}\n", "");
        node.edit("hss2.home.example, role: hss}", "hss2.home.example, role: mme}");
        reload(node);
        assertThat(told)
                .containsExactly(
                        "peer hss.home.example removed", "peer hss2.home.example changed (role)");
        assertThat(reload(node)).isEqualTo("nothing changed");
    }

    @Test
    void peersInAnotherOrderAreAChangeToo() throws IOException {
        Started node = start("scef");
        String one = "    - {host: hss.home.example, role: hss}\n";
        String two = "    - {host: hss2.home.example, role: hss}\n";
        node.edit(one, one + two);
        reload(node);
        node.edit(one + two, two + one);
        reload(node);
        assertThat(told).containsExactly("peers are preferred in another order");
    }

    /// Together with what could be taken; after the refusal nothing of it is there.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scef | 127.0.0.1:0}       | 127.0.0.1:1}           | http.listen",
                "scef | key: a.key         | key: b.key             | tls.key",
                "scef | path: scef         | path: other            | store.path",
                "scef | realm: home        | realm: foreign         | identity.realm",
                "scef | policy:            | 'caps: {halfOpen: 9}\npolicy:' | caps.halfOpen",
                "scef | applicationServers | 'keyLifetimeSeconds: 9\n  applicationServers'"
                        + " | policy.keyLifetimeSeconds",
                "emks | endpoints          | 'keyIdentifier: hash\n  endpoints'"
                        + " | policy.keyIdentifier",
                "emks | host: it           | host: other            | identity.host",
                "hss  | policy:            | 'masterKey: other.key\npolicy:' | masterKey",
                "hss  | 'scef: scef'       | 'scef: other'          | policy.scef",
                "hss  | policy:            | 'policy:\n  hssInstance: 3' | policy.hssInstance",
                "mme  | mmeCode: 2         | mmeCode: 3             | identity.mmeCode",
                "mme  | '  scef: scef.home.example' | '  solution: none' | policy.scef",
                "hse  | policy:            | 'admin: {listen: 127.0.0.1:0}\npolicy:' | admin",
                "hse  | solution: 1A       | solution: 1B           | policy.solution"
            })
    void whatNeedsARestartIsRefusedByNameAndNothingIsTaken(
            String kind, String from, String to, String key) throws IOException {
        Started node = start(kind);
        NodeConfig before = node.node().config();
        node.edit("role: hss}\n", "role: hss}\n    - {host: new.home.example, role: hss}\n");
        node.edit(from, to.replace("\\n", "\n"));
        assertThatThrownBy(() -> reload(node))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(key)
                .hasMessageContaining("needs a restart");
        assertThat(told).isEmpty();
        assertThat(node.node().config()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  peers:'                  | '  peeers:'           | is no key",
                "role: hss                   | role: king            | is one of",
                "host: hss.home.example      | host: it.home.example | is this node itself",
                "role: hss}                  | 'role: hss, relays: [r.home.example]}'"
                        + " | is no peer with role relay",
                "role: hss}                  | 'role: mme, insecureClear: {sources: [x], reason:"
                        + " y}}' | is no IP address",
                "[as.example.net]            | '[as.example.net'     | is no YAML",
                "[as.example.net]            | '[AS]'                | is a lower-case FQDN",
                "policy:                     | 'policy:\n  mmePools: [{plmn: 001/01, firstGroup: 2,"
                        + " lastGroup: 1}]' | lowest first",
                "node: scef                  | node: hss             | is no key",
                "applicationServers:         | 'solution: \"10\"\n"
                        + "  applicationServers:' | without an"
            })
    void whatIsWrongIsRefusedAsAtTheStartAndNothingIsTaken(String from, String to, String why)
            throws IOException {
        Started node = start("scef");
        NodeConfig before = node.node().config();
        node.edit(from, to.replace("\\n", "\n").replace("\\\"", "\""));
        assertThatThrownBy(() -> reload(node))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(why);
        assertThat(node.node().config()).isEqualTo(before);
        Files.delete(node.file());
        assertThatThrownBy(() -> reload(node)).hasMessageContaining("does not exist");
        node.write("");
        assertThatThrownBy(() -> reload(node)).hasMessageContaining("is empty");
        assertThat(node.node().config()).isEqualTo(before);
    }

    @Test
    void aKeyServerTellsWhatBecomesOfItsEndpoints() throws IOException {
        Started scef = start("scef");
        scef.edit("[as.example.net]", "[as.example.net, as2.example.net]");
        scef.edit(
                "policy:\n",
                "policy:\n  solutions: [{endpoint: as.example.net, solution: \"11\"}]\n");
        reload(scef);
        assertThat(told)
                .containsExactly(
                        "endpoint as.example.net is served by 11, not by 12",
                        "endpoint as2.example.net added (12)");
        scef.edit("[as.example.net, as2.example.net]", "[as2.example.net]");
        scef.edit("policy:\n", "policy:\n  refreshSeconds: 60\n");
        reload(scef);
        assertThat(told)
                .containsExactly(
                        "endpoint as.example.net removed", "policy.refreshSeconds changed");
        scef.edit("endpoint: as.example.net", "endpoint: nobody.example.net");
        reload(scef);
        assertThat(told).containsExactly("policy.solutions changed");
        Started emks = start("emks");
        emks.edit("endpoints:", "translating: [emse.example.net]\n  endpoints:");
        reload(emks);
        assertThat(told).containsExactly("endpoint emse.example.net is told IMSIs from now on");
    }

    /// One is under way at a time; the others are told so, and in the end the last file holds.
    @Test
    void manyReloadsAtOnceEndWithTheFileThatIsThere() throws Exception {
        Started node = start("scef");
        var control = new NodeControl(Map.of(Reload.VERB, node.reload()));
        String request = Reload.VERB + " " + node.file();
        String good = Files.readString(node.file());
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String text =
                        good.replace("[as.example.net]", "[as.example.net, x" + i + ".example]");
                node.write(i % 5 == 0 ? text.substring(0, text.length() - 4) : text);
                for (int j = 0; j < 4; j++) {
                    answers.add(threads.submit(() -> control.answer(request, _ -> {})));
                }
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get())
                        .matches(
                                "ok (taken from|nothing changed).*|failed .*(under way|no YAML|is"
                                        + " empty|needs a list).*");
            }
        }
        node.write(good);
        assertThat(control.answer(request, _ -> {})).startsWith("ok ");
        assertThat(node.node().config()).isEqualTo(NodeConfig.read(node.file()));
    }

    @Test
    void anApplicationServerTakesNothingAndSaysSo() throws IOException {
        Path file = folder.resolve("as.yaml");
        String text =
                """
                node: as
                identity: {asId: as.example.net}
                http: {url: "https://localhost:1"}
                ua: {listen: 127.0.0.1:0}
                tls: {key: a.key, certificate: a.crt, ca: ca.crt}
                store: {path: as}
                """;
        Files.writeString(file, text);
        Started started = started(file);
        assertThat(reload(started)).isEqualTo("nothing changed");
        started.edit("localhost:1", "localhost:2");
        assertThatThrownBy(() -> reload(started))
                .hasMessageContaining("http.url")
                .hasMessageContaining("takes nothing while it runs");
    }
}
