package dev.bestow.conformance;

import dev.bestow.cli.certificates.CertificateFolder;
import dev.bestow.core.PlmnId;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.machine.SystemClock;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// freeDiameter as a relay agent between nodes of ours, which connect to it. It has no dictionary
/// of 3GPP's and reads only what a relay needs: headers, Destination-Realm, Route-Record.
///
/// It binds no address of 127.0.0.0/8, so it lives in a network namespace of its own, where the
/// loopback interface has one address more ([#inNamespace]): ports never clash and nothing leaves.
public final class FreeDiameterRelay implements AutoCloseable {
    /// Its DiameterIdentity.
    public static final String HOST = "relay.core.test";

    /// Who may connect: nodes of the laboratory network 001-01.
    private static final String NODES = new PlmnId("001", "01").epcRealm();

    private static final String ADDRESS = "10.90.0.1";
    private static final String PROGRAM = "freeDiameterd";
    private static final int PORT = 3868;
    private static final int TLS_PORT = 5868;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final CertificateFolder certificates;
    private final boolean tls;

    private FreeDiameterRelay(Process process, CertificateFolder certificates, boolean tls) {
        this.process = process;
        this.certificates = certificates;
        this.tls = tls;
    }

    /// What this machine lacks to run one, in words; empty when it lacks nothing.
    public static String missing() throws IOException, InterruptedException {
        for (String program : List.of(PROGRAM, "unshare", "ip", "openssl")) {
            boolean there =
                    Arrays.stream(
                                    System.getenv()
                                            .getOrDefault("PATH", "")
                                            .split(File.pathSeparator))
                            .anyMatch(folder -> new File(folder, program).canExecute());
            if (!there) {
                return "no " + program;
            }
        }
        Process namespace =
                new ProcessBuilder(inNamespace(List.of("true")))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return namespace.waitFor() == 0 ? "" : "no network namespaces of one's own";
    }

    /// `command`, to be run where there is nothing but a loopback interface.
    public static List<String> inNamespace(List<String> command) {
        String prepare =
                "ip link set lo up && ip addr add " + ADDRESS + "/32 dev lo && exec \"$@\"";
        List<String> whole = new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", prepare, "sh"));
        whole.addAll(command);
        return whole;
    }

    /// Starts one in this namespace, that takes connections from nodes of the lab; its files and
    /// its log are in `folder`, which is absent or empty.
    public static FreeDiameterRelay start(Path folder, boolean tls)
            throws IOException, InterruptedException {
        Path home = folder.toAbsolutePath();
        CertificateFolder certificates = CertificateFolder.open(home, new SystemClock());
        CertificateFolder.TlsFiles own = certificates.issue(HOST);
        Path parameters = home.resolve("dh.pem");
        openssl(
                "genpkey",
                "-quiet",
                "-genparam",
                "-algorithm",
                "DH",
                "-pkeyopt",
                "group:ffdhe2048",
                "-out",
                parameters.toString());
        Path strangers = home.resolve("acl_wl.conf");
        // Without the flag it wants TLS of everybody.
        Files.writeString(strangers, (tls ? "" : "ALLOW_IPSEC ") + "*." + NODES + "\n");
        Path configuration = home.resolve("relay.conf");
        Files.writeString(
                configuration,
                """
                Identity = "%s";
                Realm = "core.test";
                Port = %d;
                SecPort = %d;
                No_SCTP;
                No_IPv6;
                ListenOn = "%s";
                AppServThreads = 2;
                TLS_Cred = "%s", "%s";
                TLS_CA = "%s";
                TLS_DH_File = "%s";
                LoadExtension = "/usr/lib/freeDiameter/acl_wl.fdx" : "%s";
                """
                        .formatted(
                                HOST,
                                tls ? 0 : PORT,
                                tls ? TLS_PORT : 0,
                                ADDRESS,
                                own.certificate(),
                                own.key(),
                                own.ca(),
                                parameters,
                                strangers));
        Process process =
                new ProcessBuilder(PROGRAM, "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("relay.log").toFile())
                        .start();
        return new FreeDiameterRelay(process, certificates, tls);
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process openssl =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl fails: " + String.join(" ", command));
        }
    }

    /// Where nodes reach it.
    public InetSocketAddress address() {
        return new InetSocketAddress(ADDRESS, tls ? TLS_PORT : PORT);
    }

    /// What the node called `host` shows to it.
    public TlsIdentity identity(String host) {
        CertificateFolder.TlsFiles files = certificates.issue(host);
        return TlsIdentity.load(files.certificate(), files.key(), files.ca());
    }

    /// Stops it; the outcome of that is nobody's concern.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
