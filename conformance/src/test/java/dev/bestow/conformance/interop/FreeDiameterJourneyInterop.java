package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.FreeDiameterRelay;
import dev.bestow.conformance.RelayedJourney;
import dev.bestow.conformance.RelayedPublicMme;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The whole journey with a freeDiameter relay between MME and HSS, in clear on loopback and under
/// TLS 1.3. Relay and nodes run in a process tree and a network namespace of their own
/// ([RelayedJourney]).
///
/// Without freeDiameter, or where namespaces are forbidden, the class is skipped and says so; with
/// `-Dinterop.required=true`, as CI runs it, it fails.
class FreeDiameterJourneyInterop {
    private static final Path TARGET = Path.of("target", "interop");
    private static final String DEVICES = "3";
    private static final long PATIENCE_SECONDS = 120;

    @BeforeAll
    static void theRelayIsHere() throws IOException, InterruptedException {
        String missing = FreeDiameterRelay.missing();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(missing).as("missing for freeDiameter, which is required").isEmpty();
        }
        if (!missing.isEmpty()) {
            System.err.println("SKIPPED, " + missing + ": no foreign relay has carried our S6a");
        }
        assumeTrue(missing.isEmpty(), missing);
    }

    @ParameterizedTest(name = "solution {0}, {1}")
    @CsvSource({"12, clear", "12, tls", "11, clear", "11, tls"})
    void everyReportArrivesThroughTheRelay(String solution, String transport)
            throws IOException, InterruptedException {
        Path folder = TARGET.resolve("relayed-" + solution + "-" + transport).toAbsolutePath();
        delete(folder);
        Files.createDirectories(folder);
        Path printed = folder.resolve("lab.log");
        Process lab =
                started(
                        printed,
                        RelayedJourney.class,
                        solution,
                        transport,
                        DEVICES,
                        folder.toString());
        try {
            assertThat(lab.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ended within %d s: %s", PATIENCE_SECONDS, printed)
                    .isTrue();
        } finally {
            lab.destroy();
        }
        assertThat(lab.exitValue())
                .as("%s%n%s", read(printed), read(folder.resolve("relay/relay.log")))
                .isZero();
        assertThat(read(printed))
                .contains("OK: every report arrived and every key matched")
                .contains("around it: 0")
                .contains(
                        "connected to relay.core.test over "
                                + (transport.equals("tls") ? "tls " : "tcp "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "tls"})
    void anMmeThatKnowsNothingOfUsIsServedThroughTheRelay(String transport)
            throws IOException, InterruptedException {
        Path folder = TARGET.resolve("public-mme-" + transport).toAbsolutePath();
        delete(folder);
        Files.createDirectories(folder);
        Path printed = folder.resolve("mme.log");
        Process mme = started(printed, RelayedPublicMme.class, transport, folder.toString());
        try {
            assertThat(mme.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ended within %d s: %s", PATIENCE_SECONDS, printed)
                    .isTrue();
        } finally {
            mme.destroy();
        }
        assertThat(mme.exitValue())
                .as("%s%n%s", read(printed), read(folder.resolve("relay/relay.log")))
                .isZero();
        assertThat(read(printed)).contains("OK: nothing to complain about");
    }

    private static Process started(Path printed, Class<?> main, String... arguments)
            throws IOException {
        return new ProcessBuilder(FreeDiameterRelay.inNamespace(java(main, arguments)))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private static List<String> java(Class<?> main, String... arguments) {
        // Under surefire the class path of this process is one jar that names the others.
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-ea",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath,
                                main.getName()),
                        Stream.of(arguments))
                .toList();
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                : "no " + file;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> paths;
            try (Stream<Path> walk = Files.walk(folder)) {
                paths = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : paths) {
                Files.delete(path);
            }
        }
    }
}
