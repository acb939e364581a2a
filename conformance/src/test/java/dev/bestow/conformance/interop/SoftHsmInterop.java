package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.NodeProcesses;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The HSS's master key wrapped by SoftHSM (Debian: softhsm2), its tokens in a folder of the test. Each
/// command is a process of its own, as SoftHSM reads its environment once.
///
/// Without SoftHSM the class is skipped and says so; with `-Dinterop.required=true`, as CI runs it, it fails.
class SoftHsmInterop {
    private static final List<Path> LIBRARIES =
            List.of(
                    Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                    Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
                    Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"));

    private static final Path TOOL = Path.of("/usr/bin/softhsm2-util");
    private static final String PIN = "728193";
    private static final String KEY = "bestow-master";
    private static final int REFUSED = 2;
    private static final List<String> NODES = List.of("as", "mme", "hss", "scef");

    @TempDir private Path folder;

    private Path library = Path.of("");
    private Path keyFile = Path.of("");
    private String clearConfiguration = "";

    @BeforeAll
    static void softHsmIsHere() {
        boolean there = Files.isExecutable(TOOL) && library().isPresent();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(there).as("SoftHSM (Debian: softhsm2) is required and not there").isTrue();
        }
        if (!there) {
            System.err.println("SKIPPED, no SoftHSM: no token has wrapped our master key");
        }
        assumeTrue(there, "no SoftHSM (Debian: softhsm2) on this machine");
    }

    private static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst();
    }

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        library = library().orElseThrow();
        keyFile = folder.resolve("data/hss.key");
        for (String tokens : List.of("tokens", "elsewhere")) {
            Path directory = Files.createDirectories(folder.resolve(tokens));
            Files.writeString(
                    tokenConfiguration(tokens),
                    "directories.tokendir = " + directory + "\nlog.level = ERROR\n");
            makeToken(tokens, "other", "5501");
            makeToken(tokens, "bestow", PIN);
        }
        Path pin = folder.resolve("hss.pin");
        Files.createFile(
                pin,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(pin, PIN + "\n");
    }

    private Path tokenConfiguration(String tokens) {
        return folder.resolve(tokens + ".conf");
    }

    private void makeToken(String tokens, String label, String pin)
            throws IOException, InterruptedException {
        tool(tokens, "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "0000");
    }

    private void tool(String tokens, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Stream.concat(Stream.of(TOOL.toString()), Stream.of(arguments))
                                        .toList())
                        .redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", tokenConfiguration(tokens).toString());
        Process tool = builder.start();
        String printed = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(tool.exitValue()).as(printed).isZero();
    }

    private NodeProcesses nodes() throws IOException {
        NodeProcesses nodes = new NodeProcesses(folder, "12");
        use(nodes, "tokens");
        clearConfiguration = Files.readString(hss(nodes));
        return nodes;
    }

    private void use(NodeProcesses nodes, String tokens) {
        nodes.environment("SOFTHSM2_CONF", tokenConfiguration(tokens).toString());
    }

    private static Path hss(NodeProcesses nodes) {
        return Path.of(nodes.configuration("hss.yaml"));
    }

    /// The shipped configuration, with `key` of `token` below `masterKey`.
    private void wrapBy(NodeProcesses nodes, String token, String key) throws IOException {
        String shipped = "masterKey: ../../data/hss.key";
        assertThat(clearConfiguration).contains(shipped);
        String wrapped =
                """
                masterKey:
                  file: ../../data/hss.key
                  pkcs11:
                    library: %s
                    token: %s
                    key: %s
                    pinFile: ../../hss.pin
                """
                        .formatted(library, token, key)
                        .strip();
        Files.writeString(hss(nodes), clearConfiguration.replace(shipped, wrapped));
    }

    private static NodeProcesses.Ended provision(NodeProcesses nodes) throws InterruptedException {
        return nodes.run(
                "provision",
                nodes.configuration("cards.csv"),
                "--config",
                nodes.configuration("hss.yaml"));
    }

    private static void does(NodeProcesses.Ended ended, String told) {
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains(told);
    }

    private static void refuses(NodeProcesses.Ended ended, String... told) {
        assertThat(ended.status()).as(ended.output()).isEqualTo(REFUSED);
        assertThat(ended.output()).contains(told).doesNotContain(PIN, "\tat ");
    }

    private static NodeProcesses.Ended keys(NodeProcesses nodes, String verb)
            throws InterruptedException {
        return nodes.run("keys", verb, "--config", nodes.configuration("hss.yaml"));
    }

    private void isNotInTheFile(byte[] clear) throws IOException {
        String content = Files.readString(keyFile, StandardCharsets.ISO_8859_1);
        assertThat(content.contains(new String(clear, StandardCharsets.ISO_8859_1))).isFalse();
    }

    @Test
    void aKeyFileThatMovesToATokenServesTheJourneyOverARestartAndARotation()
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = nodes()) {
            does(provision(nodes), "2 added");
            byte[] clear = Files.readAllBytes(keyFile);
            assertThat(clear).hasSize(32);
            wrapBy(nodes, "bestow", KEY);
            refuses(provision(nodes), "is in clear", "bestow keys wrap");
            does(keys(nodes, "wrap"), "is wrapped");
            isNotInTheFile(clear);
            does(
                    nodes.run(
                            "keys",
                            "test-certificates",
                            "data/tls",
                            "scef.epc.mnc001.mcc001.3gppnetwork.org",
                            "as.example.net"),
                    "");
            NODES.forEach(nodes::start);
            NODES.forEach(nodes::awaitReady);
            delivers(nodes);
            byte[] before = Files.readAllBytes(keyFile);
            does(keys(nodes, "rotate"), "ok 2 subscribers, 2 wrapped again");
            assertThat(Files.readAllBytes(keyFile)).hasSameSizeAs(before).isNotEqualTo(before);
            nodes.stop("hss");
            nodes.start("hss");
            nodes.awaitReady("hss");
            delivers(nodes);
            for (String node : NODES) {
                nodes.stop(node);
            }
            Files.writeString(hss(nodes), clearConfiguration);
            refuses(provision(nodes), "is wrapped by the key of a token", "masterKey.pkcs11");
        }
    }

    private static void delivers(NodeProcesses nodes) throws InterruptedException {
        NodeProcesses.Ended ue =
                nodes.run("ue", "--config", nodes.configuration("ue.yaml"), "--reports", "1");
        assertThat(ue.status()).as(() -> ue.output() + nodes.everybody()).isZero();
        assertThat(ue.output()).contains("device 2 report delivered");
    }

    @Test
    void theFirstStartMakesTheKeyInTheTokenAndWithoutItTheFileOpensNothing()
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = nodes()) {
            wrapBy(nodes, "bestow", KEY);
            does(provision(nodes), "2 added");
            assertThat(Files.size(keyFile)).isGreaterThan(64);
            does(provision(nodes), "2 unchanged");
            use(nodes, "elsewhere");
            refuses(
                    provision(nodes),
                    "masterKey.pkcs11.key: " + KEY + " of token bestow is not there");
            Path kept = Files.move(keyFile, folder.resolve("kept"));
            Path data = Files.move(folder.resolve("data/hss"), folder.resolve("kept-data"));
            does(provision(nodes), "2 added");
            Files.delete(keyFile);
            Files.move(kept, keyFile);
            refuses(provision(nodes), "was not wrapped by key " + KEY + " of token bestow");
            use(nodes, "tokens");
            try (Stream<Path> made = Files.walk(folder.resolve("data/hss"))) {
                made.sorted(Comparator.reverseOrder())
                        .forEach(path -> assertThat(path.toFile().delete()).isTrue());
            }
            Files.move(data, folder.resolve("data/hss"));
            does(provision(nodes), "2 unchanged");
        }
    }

    @Test
    void whatIsWrongWithATokenIsToldByFieldAndNeverThePin()
            throws IOException, InterruptedException {
        try (NodeProcesses nodes = nodes()) {
            wrapBy(nodes, "nobody", KEY);
            refuses(
                    provision(nodes),
                    "masterKey.pkcs11.token: nobody is not there",
                    "bestow, other");
            wrapBy(nodes, "other", KEY);
            refuses(
                    provision(nodes),
                    "masterKey.pkcs11.pinFile",
                    "does not hold the user PIN of token other");
            assertThat(keyFile).doesNotExist();
            wrapBy(nodes, "bestow", KEY);
            makeToken("tokens", "bestow", PIN);
            refuses(
                    provision(nodes),
                    "masterKey.pkcs11.token: bestow is the label of more than one token");
        }
    }
}
