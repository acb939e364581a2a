package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.cli.certificates.CertificateFolder;
import dev.bestow.conformance.RelayedExchange;
import dev.bestow.network.machine.SystemClock;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Our peers against a freeDiameter relay, in clear and under TLS 1.3: capabilities both ways, AIR and AIA
/// by host and by realm, errors, watchdog, disconnect. Relay, HSS and MME are three processes in a network
/// namespace of their own; their files and logs stay under `target/interop`.
///
/// Without freeDiameter the class is skipped and says so; with `-Dinterop.required=true` it fails.
class FreeDiameterInterop {
    private static final Path TARGET = Path.of("target", "interop");

    /// Prepares the namespace, starts relay and HSS, and ends as the MME ends. The HSS lives as long as
    /// its standard input, the relay until it is told.
    private static final String SCRIPT =
            """
            ip link set lo up && ip addr add %s/32 dev lo || exit 3
            freeDiameterd -c relay.conf >relay.log 2>&1 &
            relay=$!
            mkfifo hold
            "$@" hss $TRANSPORT . <hold >hss.log 2>&1 &
            hss=$!
            exec 9>hold
            "$@" mme $TRANSPORT . >mme.log 2>&1
            status=$?
            exec 9>&-
            kill $relay
            wait $hss $relay
            exit $status
            """
                    .formatted(RelayedExchange.RELAY_ADDRESS);

    @BeforeAll
    static void theRelayIsHere() throws Exception {
        boolean here =
                succeeds(
                        "sh",
                        "-c",
                        "command -v freeDiameterd && command -v ip && command -v openssl");
        boolean namespaces = here && succeeds("unshare", "-rn", "true");
        if (Boolean.getBoolean("interop.required")) {
            assertThat(namespaces)
                    .as(
                            "freeDiameterd, ip, openssl and network namespaces, required by"
                                    + " -Dinterop.required=true")
                    .isTrue();
        }
        if (!namespaces) {
            System.err.println(
                    "SKIPPED: no freeDiameter here, so no foreign relay has judged our peers");
        }
        assumeTrue(namespaces, "freeDiameterd, ip, openssl and network namespaces");
    }

    private static boolean succeeds(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor() == 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "tls"})
    @Timeout(180)
    void theRelayCarriesOurRequestsAndAnswers(String transport) throws Exception {
        Path folder = TARGET.resolve("freediameter-" + transport).toAbsolutePath();
        prepare(folder, transport.equals("tls"));
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().put("TRANSPORT", transport);
        Process process =
                builder.directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("script.log").toFile())
                        .start();
        try {
            assertThat(process.waitFor(150, TimeUnit.SECONDS)).as(logs(folder)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        assertThat(process.exitValue()).as(logs(folder)).isZero();
        assertThat(Files.readString(folder.resolve("mme.log")))
                .contains("OK: everything came back as it should");
        // Both peers of the relay opened; what it could not route (that is asked too) it logs as
        // errors.
        assertThat(Files.readString(folder.resolve("relay.log")))
                .contains("'STATE_OPEN'\t'" + RelayedExchange.MME + "'")
                .contains("'STATE_OPEN'\t'" + RelayedExchange.HSS + "'");
    }

    private static List<String> command() {
        // Under surefire the class path of this process is one jar that names the others.
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                "unshare",
                "-rn",
                "sh",
                "-c",
                SCRIPT,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                RelayedExchange.class.getName());
    }

    private static void prepare(Path folder, boolean tls) throws Exception {
        delete(folder);
        CertificateFolder certificates = CertificateFolder.open(folder, new SystemClock());
        for (String host : List.of(RelayedExchange.HSS, RelayedExchange.MME)) {
            certificates.issue(host);
        }
        String parameters = folder.resolve("dh.pem").toString();
        assertThat(
                        succeeds(
                                "openssl",
                                "genpkey",
                                "-quiet",
                                "-genparam",
                                "-algorithm",
                                "DH",
                                "-pkeyopt",
                                "group:ffdhe2048",
                                "-out",
                                parameters))
                .as(
                        "openssl makes the DH parameters without which freeDiameter computes its"
                                + " own for minutes")
                .isTrue();
        issueWithOpenssl(folder);
        Files.writeString(
                folder.resolve("acl_wl.conf"),
                (tls ? "" : "ALLOW_IPSEC ") + "*." + RelayedExchange.REALM + "\n");
        Files.writeString(folder.resolve("relay.conf"), configuration(tls));
    }

    /// The relay's own certificate, under the same authority: GnuTLS reads no EC key whose file lacks the
    /// public half, as Java writes them.
    private static void issueWithOpenssl(Path folder) throws Exception {
        String script =
                """
                openssl req -newkey rsa:2048 -nodes -keyout relay.key -out relay.csr \
                    -subj /CN=%1$s -addext subjectAltName=DNS:%1$s &&
                openssl x509 -req -in relay.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 7 \
                    -copy_extensions copyall -out relay.crt
                """
                        .formatted(RelayedExchange.RELAY);
        assertThat(succeeds("sh", "-c", "cd '" + folder + "' && " + script))
                .as("openssl makes a certificate")
                .isTrue();
    }

    private static String configuration(boolean tls) {
        return """
        Identity = "%s";
        Realm = "core.test";
        Port = %d;
        SecPort = %d;
        No_SCTP;
        No_IPv6;
        ListenOn = "%s";
        TcTimer = 2;
        TwTimer = 6;
        AppServThreads = 2;
        TLS_Cred = "relay.crt", "relay.key";
        TLS_CA = "ca.crt";
        TLS_DH_File = "dh.pem";
        TLS_Prio = "NORMAL:-VERS-ALL:+VERS-TLS1.3";
        LoadExtension = "/usr/lib/freeDiameter/acl_wl.fdx" : "acl_wl.conf";
        ConnectPeer = "%s" { ConnectTo = "127.0.0.1"; Port = %d; %s No_SCTP; };
        """
                .formatted(
                        RelayedExchange.RELAY,
                        tls ? 0 : RelayedExchange.RELAY_PORT,
                        tls ? RelayedExchange.RELAY_TLS_PORT : 0,
                        RelayedExchange.RELAY_ADDRESS,
                        RelayedExchange.HSS,
                        RelayedExchange.HSS_PORT,
                        tls ? "" : "No_TLS;");
    }

    private static String logs(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String log : List.of("script.log", "mme.log", "hss.log", "relay.log")) {
            Path file = folder.resolve(log);
            String text =
                    Files.exists(file)
                            ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            : "-";
            all.append("== ").append(log).append('\n').append(text).append('\n');
        }
        return all.toString();
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
        Files.createDirectories(folder);
    }
}
