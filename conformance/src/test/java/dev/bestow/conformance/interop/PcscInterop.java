package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.CardExchange;
import dev.bestow.conformance.CardJourney;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Our card path through pcscd, as with a real reader: the reader is vpcd's virtual one, in which lies the
/// applet, in jCardSim, or an ordinary USIM of T=0. pcscd has a network of its own, where vpcd's port is free, and a
/// `/run` of its own, where its socket is; its configuration and log stay under `target/interop`.
///
/// Without pcscd and vpcd (Debian: pcscd, vsmartcard-vpcd) the class is skipped and says so; with
/// `-Dinterop.required=true` it fails.
class PcscInterop {
    private static final Path FOLDER = Path.of("target", "interop", "pcsc").toAbsolutePath();
    private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");

    private static final int PATIENCE_SECONDS = 240;

    /// The port, 35963, is the driver's channel.
    private static final String READER =
            """
            FRIENDLYNAME "Virtual PCD"
            DEVICENAME   /dev/null:0x8C7B
            LIBPATH      %s
            CHANNELID    0x8C7B
            """
                    .formatted(DRIVER);

    /// pcscd is where only administrators look for programs.
    private static final String SCRIPT =
            """
            PATH=$PATH:/usr/sbin
            ip link set lo up && mount -t tmpfs none /run || exit 3
            pcscd --foreground --config "$PWD/readers" >pcscd.log 2>&1 &
            pcscd=$!
            "$@" >program.log 2>&1
            status=$?
            kill $pcscd
            wait $pcscd
            exit $status
            """;

    @BeforeAll
    static void theReaderIsHere() throws Exception {
        boolean here =
                Files.exists(DRIVER)
                        && succeeds("sh", "-c", "PATH=$PATH:/usr/sbin; command -v pcscd ip")
                        && succeeds("unshare", "-rnm", "mount", "-t", "tmpfs", "none", "/run");
        if (Boolean.getBoolean("interop.required")) {
            assertThat(here)
                    .as("pcscd, vpcd, ip and namespaces, required by -Dinterop.required=true")
                    .isTrue();
        }
        if (!here) {
            System.err.println("SKIPPED: no pcscd and vpcd here, so no reader has been spoken to");
        }
        assumeTrue(here, "pcscd, vpcd, ip and namespaces");
    }

    private static boolean succeeds(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    @Timeout(120)
    void theCardInTheReaderDoesWhatTheCardInTheProcessDoes() throws Exception {
        assertThat(besidePcscd("exchange", CardExchange.class))
                .contains("OK: the card in the reader");
    }

    /// Solution 3 across processes: any USIM serves, and nothing but an IP path.
    @Test
    @Timeout(300)
    void bestowUeMakesARunOfItsOwnWithTheUsimInTheReader(@TempDir Path nodes) throws Exception {
        assertThat(besidePcscd("journey", CardJourney.class, nodes.toString()))
                .contains("OK: an ordinary USIM in the reader");
    }

    /// Runs a program, and has what it said.
    private static String besidePcscd(String name, Class<?> program, String... arguments)
            throws Exception {
        Path folder = FOLDER.resolve(name);
        Path readers = Files.createDirectories(folder.resolve("readers"));
        Files.writeString(readers.resolve("vpcd"), READER);
        Process process =
                new ProcessBuilder(command(program, arguments))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("script.log").toFile())
                        .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(() -> logs(folder))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        assertThat(process.exitValue()).as(() -> logs(folder)).isZero();
        return log(folder, "program.log");
    }

    private static List<String> command(Class<?> program, String... arguments) {
        // Under surefire the class path of this process is one jar that names the others.
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of("unshare", "-rnm", "sh", "-c", SCRIPT));
        command.add("sh");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-ea", "-XX:+UseSerialGC", "-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String logs(Path folder) {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("script.log", "program.log", "pcscd.log")) {
            all.append("== ").append(name).append('\n').append(log(folder, name)).append('\n');
        }
        return all.toString();
    }

    private static String log(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : "-";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
