package dev.bestow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.hpke.EndpointKeyText;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.EndpointPublicKey;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.store.EndpointKeyFiles;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void helpTeaches() {
        assertThat(run("--help")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("Verbs", "keys", "Examples:", "Exit status:");
        assertThat(run("keys", "test-certificates", "--help")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("DIR", "NAME", "Example:");
    }

    @Test
    void theVersionIsTheOneOfTheBuild() {
        assertThat(run("--version")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).matches("(?s)bestow \\d.*Java 2\\d.*");
    }

    @Test
    void noVerbShowsWhatThereIs() {
        assertThat(run()).isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString()).contains("which verb?", "Usage: bestow");
    }

    @Test
    void aMistakeInAnOptionIsToldLastAndWithoutThePagesOfUsage() {
        assertThat(run("lab", "--devises", "3")).isEqualTo(ExitStatus.REFUSED);
        assertThat(run("lab", "--devices", "three")).isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString().lines())
                .hasSizeLessThan(8)
                .last()
                .isEqualTo("'bestow lab --help' says how to use it.");
    }

    @Test
    void helpOfAVerbIsItsUsage() {
        assertThat(run("help", "lab")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("Usage: bestow lab", "--devices");
    }

    @Test
    void anExampleOfEachNodeIsAConfigurationOfIt(@TempDir Path folder) throws IOException {
        for (NodeConfig.Node node : NodeConfig.Node.values()) {
            out.getBuffer().setLength(0);
            assertThat(run("config", "example", node.name())).isEqualTo(ExitStatus.OK);
            Path file = Files.writeString(folder.resolve(node + ".yaml"), out.toString());
            assertThat(run("config", "check", file.toString())).isEqualTo(ExitStatus.OK);
            assertThat(out.toString()).endsWith(file + ": is a configuration of " + node + "\n");
        }
    }

    @Test
    void everyFileIsCheckedAndTheMistakesOfEachAreTold(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(folder.resolve("a.yaml"), "node: hss\nidentety: {}\n");
        Path absent = folder.resolve("b.yaml");
        assertThat(run("config", "check", wrong.toString(), absent.toString()))
                .isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString())
                .contains("a.yaml:2", "did you mean identity?")
                .contains("b.yaml: ");
    }

    @Test
    void aTypoIsAnsweredWithTheNearestVerb() {
        assertThat(run("provison")).isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString()).contains("provison").contains("provision");
    }

    @Test
    void theLogLevelIsTakenBeforeAndAfterTheVerb(@TempDir Path folder) {
        System.Logger logger = System.getLogger("dev.bestow.test");
        String[] before = {"--log-level", "debug", "keys", "test-certificates"};
        assertThat(run(before[0], before[1], before[2], before[3], folder.toString(), "a.example"))
                .isEqualTo(ExitStatus.OK);
        assertThat(logger.isLoggable(Level.DEBUG)).isTrue();
        assertThat(
                        run(
                                "keys",
                                "test-certificates",
                                "--log-level=info",
                                folder.toString(),
                                "b.example"))
                .isEqualTo(ExitStatus.OK);
        assertThat(logger.isLoggable(Level.DEBUG)).isFalse();
        assertThat(logger.isLoggable(Level.INFO)).isTrue();
        assertThat(run("--log-level", "loud", "keys")).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void testCertificatesAreMadeWithRightsForTheirOwnerOnly(@TempDir Path folder)
            throws IOException {
        assertThat(run("keys", "test-certificates", folder.toString(), "as.example.net"))
                .isEqualTo(ExitStatus.OK);
        for (String key : new String[] {"as.example.net.key", "ca.key"}) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve(key))))
                    .isEqualTo("rw-------");
        }
        assertThat(run("keys", "test-certificates", folder.toString(), "as.example.net"))
                .isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString())
                .contains("as.example.net.key: exists already, and is left alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x25519", "x25519-ml-kem-768"})
    void aKeyPairOfAnEndpointIsMadeOnceAndItsDeviceFindsThePublicHalf(
            String kem, @TempDir Path folder) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("keys", "endpoint", folder.toString(), "as.example.net"));
        if (!kem.equals("x25519")) {
            arguments.add("--hybrid");
        }
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.OK);
        AsId name = AsId.parse("as.example.net");
        EndpointKeyFiles files = EndpointKeyFiles.in(folder, name);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.privateKey())))
                .isEqualTo("rw-------");
        EndpointPublicKey key = EndpointKeyFiles.read("ua.certificate", files.publicKey(), name);
        assertThat(key.kem()).hasToString(kem);
        byte[] octets = Files.readAllBytes(files.privateKey());
        try (EndpointPrivateKey held = EndpointKeyText.parse("key", octets)) {
            assertThat(held.publicKey()).isEqualTo(key);
        }
        EndpointKeyFiles.read("ua.certificateKeys", List.of(files.privateKey())).close();

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString()).contains("as.example.net.ua-key: is there already");
        refused(
                "is of as.example.net",
                () ->
                        EndpointKeyFiles.read(
                                "ua.certificate",
                                files.publicKey(),
                                AsId.parse("other.example.net")));
        refused(
                "is no private key",
                () -> EndpointKeyFiles.read("ua.certificateKeys", List.of(ownerOnly(files))));
        Files.setPosixFilePermissions(
                files.privateKey(), PosixFilePermissions.fromString("rw-r--r--"));
        refused(
                "others could read it",
                () -> EndpointKeyFiles.read("ua.certificateKeys", List.of(files.privateKey())));
        refused("line", () -> EndpointKeyFiles.read("ua.certificate", folder.resolve("x"), name));
    }

    private static Path ownerOnly(EndpointKeyFiles files) throws IOException {
        Files.setPosixFilePermissions(
                files.publicKey(), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(files.publicKey().resolveSibling("x"), "nonsense");
        return files.publicKey();
    }

    private static void refused(String message, ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOf(InvalidValue.class).hasMessageContaining(message);
    }

    @Test
    void aNameThatIsNoFqdnIsRefusedBeforeAnythingIsWritten(@TempDir Path folder) {
        Path target = folder.resolve("tls");
        assertThat(run("keys", "test-certificates", target.toString(), "as.example.net", "../evil"))
                .isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString()).contains("../evil: is a lower-case FQDN");
        assertThat(target).doesNotExist();
    }
}
