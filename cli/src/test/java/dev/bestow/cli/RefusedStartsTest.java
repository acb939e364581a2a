package dev.bestow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.hss.Restoration;
import dev.bestow.keystore.rocksdb.RocksStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// What a node is started with on other people's machines, and the one sentence it ends with.
class RefusedStartsTest {
    private static final String NOBODY = "no-such-host.invalid";

    /// Complete, but for a store; every address is `ADDRESS`.
    private static final Map<String, String> NODES =
            Map.of(
                    "hss",
                    """
                    node: hss
                    identity: {host: hss.epc.example.net, realm: epc.example.net}
                    diameter: {listen: ADDRESS}
                    store: {path: data/hss}
                    policy: {scef: scef.epc.example.net}
                    """,
                    "mme",
                    """
                    node: mme
                    identity: {plmn: 001/01, mmeGroup: 0x8001, mmeCode: 1}
                    diameter: {peers: []}
                    nas: {listen: ADDRESS}
                    store: {path: data/mme}
                    policy: {scef: scef.epc.example.net}
                    """,
                    "scef",
                    """
                    node: scef
                    identity: {host: scef.example.net, realm: example.net}
                    diameter: {peers: []}
                    http: {listen: ADDRESS}
                    store: {path: data/scef}
                    tls: {key: tls/scef.example.net.key, certificate: tls/scef.example.net.crt, ca: tls/ca.crt}
                    """,
                    "as",
                    """
                    node: as
                    identity: {asId: as.example.net}
                    http: {url: "https://localhost:1"}
                    ua: {listen: ADDRESS}
                    store: {path: data/as}
                    tls: {key: tls/as.example.net.key, certificate: tls/as.example.net.crt, ca: tls/ca.crt}
                    """,
                    "ue",
                    """
                    node: ue
                    identity: {plmn: 001/01}
                    credentials: cards.csv
                    nas: {connect: ADDRESS}
                    ua: {connect: 127.0.0.1:1}
                    policy: {applicationServers: [as.example.net]}
                    """);

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private HssFolder folder;

    @BeforeEach
    void prepare(@TempDir Path path) throws IOException {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        folder = new HssFolder(path);
        String tls = path.resolve("tls").toString();
        folder.runPlain("keys", "test-certificates", tls, "scef.example.net", "as.example.net");
        RocksStore.open(path.resolve("data/hss")).close();
    }

    @AfterEach
    void restoreStandardError() {
        System.setErr(standardError);
    }

    private void configure(String node, String address) throws IOException {
        folder.configure(configuration(node).replace("ADDRESS", address));
    }

    private static String configuration(String node) {
        return String.valueOf(NODES.get(node));
    }

    private String nodeOfTheConfiguration() {
        try {
            String text = Files.readString(folder.folder.resolve("hss.yaml"));
            return text.substring("node: ".length(), text.indexOf('\n'));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refuses(int status, String... told) {
        int ended = folder.run(nodeOfTheConfiguration());
        assertThat(folder.err).contains(told).doesNotContain("Exception", "\tat ").hasLineCount(1);
        assertThat(ended).isEqualTo(status);
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("stopped", "Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "hss, diameter.listen",
        "mme, nas.listen",
        "scef, http.listen",
        "as, ua.listen",
        "ue, nas.connect"
    })
    void aNameThatDnsDoesNotKnowIsToldWithItsKey(String node, String key) throws IOException {
        configure(node, NOBODY + ":36412");
        refuses(ExitStatus.REFUSED, "bestow: " + key + ": no such host: " + NOBODY);
    }

    @Test
    void soAreTheNamesThatStandInOtherPlaces() throws IOException {
        folder.configure(
                configuration("hss").replace("listen: ADDRESS", "listenTls: " + NOBODY + ":5868"));
        refuses(ExitStatus.REFUSED, "bestow: diameter.listenTls: no such host: " + NOBODY);
        folder.configure(
                configuration("ue")
                        .replace("ADDRESS", "127.0.0.1:1")
                        .replace("ua: {connect: 127.0.0.1", "ua: {connect: " + NOBODY));
        refuses(ExitStatus.REFUSED, "bestow: ua.connect: no such host: " + NOBODY);
        folder.configure(
                configuration("hss")
                        .replace("ADDRESS", "127.0.0.1:0")
                        .replace(
                                "path: data/hss",
                                "cassandra: {contactPoints: ["
                                        + NOBODY
                                        + ":9042], datacentre: dc1}"));
        refuses(ExitStatus.REFUSED, "store.cassandra.contactPoints: no such host", NOBODY);
    }

    @ParameterizedTest
    @CsvSource({
        "hss, diameter.listen, TCP",
        "mme, nas.listen, UDP",
        "scef, http.listen, TCP",
        "as, ua.listen, UDP"
    })
    void aPortThatIsTakenIsToldWithItsKey(String node, String key, String protocol)
            throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket udp =
                        new DatagramSocket(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int port = protocol.equals("TCP") ? tcp.getLocalPort() : udp.getLocalPort();
            configure(node, "127.0.0.1:" + port);
            refuses(
                    ExitStatus.BROKEN,
                    "bestow: %s: cannot listen at 127.0.0.1:%d (%s): Address already in use"
                            .formatted(key, port, protocol));
        }
    }

    @Test
    void soIsThatOfTheAdminListener() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "127.0.0.1:" + taken.getLocalPort();
            folder.configure(
                    configuration("hss").replace("ADDRESS", "127.0.0.1:0")
                            + "admin: {listen: \""
                            + listen
                            + "\"}\n");
            refuses(
                    ExitStatus.BROKEN,
                    "bestow: admin.listen: cannot listen at " + listen + " (TCP): Address already");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsToldWithItsKey() throws IOException {
        configure("as", "192.0.2.1:5700");
        refuses(
                ExitStatus.BROKEN,
                "bestow: ua.listen: cannot listen at 192.0.2.1:5700 (UDP): Cannot assign");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hss", "mme", "scef", "as"})
    void aDataFolderThatIsAFileIsRefused(String node) throws IOException {
        configure(node, "127.0.0.1:0");
        Path data = folder.folder.resolve("data");
        Files.move(data, folder.folder.resolve("moved"));
        Files.writeString(data, "a file");
        refuses(ExitStatus.REFUSED, "/data/" + node, "cannot be: " + data + " is a file");
        Files.delete(data);
        Files.createDirectory(data);
        Files.writeString(data.resolve(node), "a file");
        refuses(ExitStatus.REFUSED, "/data/" + node + ": is a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mme", "scef", "as"})
    void aDataFolderWithSomethingElseInItIsRefused(String node) throws IOException {
        configure(node, "127.0.0.1:0");
        Path data = Files.createDirectories(folder.folder.resolve("data").resolve(node));
        Files.writeString(data.resolve("accounts.ods"), "somebody's");
        refuses(ExitStatus.REFUSED, "/data/" + node + ": is not empty", "accounts.ods");
        assertThat(data.toFile().list()).containsExactly("accounts.ods");
    }

    @Test
    void anHssWhoseStoreIsGoneSaysSo() throws IOException {
        configure("hss", "127.0.0.1:0");
        Path data = folder.folder.resolve("data/hss");
        Files.move(data, folder.folder.resolve("not-mounted"));
        for (boolean emptyDisk : new boolean[] {false, true}) {
            if (emptyDisk) {
                Files.createDirectory(data);
            }
            refuses(
                    ExitStatus.REFUSED,
                    "store folder " + data + ": holds no store",
                    "'bestow restore'",
                    "'bestow provision'");
            for (String verb : new String[] {"subscriber list", "keys rotate", "keys wrap"}) {
                assertThat(folder.run(verb.split(" ", -1))).isEqualTo(ExitStatus.REFUSED);
                assertThat(folder.err).contains("store folder " + data + ": holds no store");
            }
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void theBackupOfAnMmeSaysWhatToCopy() throws IOException {
        configure("mme", "127.0.0.1:0");
        String to = folder.folder.resolve("backup").toString();
        assertThat(folder.run("backup", "--to", to)).isEqualTo(ExitStatus.REFUSED);
        Path data = folder.folder.resolve("data/mme");
        assertThat(folder.err)
                .contains("copy " + data + " and " + data + "-epochs", data + "/starts needs");
    }

    @Test
    void whatTheHssDoesNotBelieveOfTheClockNoOtherCommandBelieves() throws IOException {
        try (RocksStore store = RocksStore.open(folder.folder.resolve("data/hss"))) {
            Restoration.advance(store, new InTenYears(), 0, true);
        }
        configure("hss", "127.0.0.1:0");
        String doubt = "bestow: clock: does not fit the sequence numbers in the store: it is 36";
        refuses(ExitStatus.REFUSED, doubt, "behind them", "--confirm-clock");
        Path cards = folder.write("cards.csv", "IMSI,Ki,OPC\n");
        assertThat(folder.run("provision", cards.toString())).isEqualTo(ExitStatus.REFUSED);
        assertThat(folder.err).contains(doubt);
    }

    private static final class InTenYears implements dev.bestow.core.Clock {
        @Override
        public long nowMs() {
            return System.currentTimeMillis() + 3_653L * 86_400_000;
        }

        @Override
        public long nowNs() {
            return System.nanoTime();
        }
    }

    @ParameterizedTest
    @CsvSource({"scef, scef.example.net.key", "as, as.example.net.key"})
    void aTlsKeyThatOthersCouldReadIsRefused(String node, String key) throws IOException {
        configure(node, "127.0.0.1:0");
        Path file = folder.folder.resolve("tls").resolve(key);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        refuses(ExitStatus.REFUSED, file + ": has rights rw-r-----", "chmod 600 " + file);
    }

    @Test
    void soIsAPasswordOfCassandra() throws IOException {
        Path file = folder.write("password", "secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        folder.configure(
                configuration("hss")
                        .replace("ADDRESS", "127.0.0.1:0")
                        .replace(
                                "path: data/hss",
                                "cassandra: {contactPoints: [127.0.0.1:1], datacentre: dc1, role:"
                                        + " r, passwordFile: password}"));
        refuses(
                ExitStatus.REFUSED,
                "store.cassandra.passwordFile " + file + ": has rights rw-r--r--");
        assertThat(folder.err).doesNotContain("secret");
    }

    @Test
    void aStoreThatIsLeftOutIsToldWithItsFolder() throws IOException {
        folder.configure(
                configuration("as")
                        .replaceFirst("(?m)^store.*\n", "")
                        .replace("ADDRESS", NOBODY + ":1"));
        folder.run("as");
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains(
                        "store.path is left out: data is kept in "
                                + Path.of("data/as").toAbsolutePath());
    }

    /// It is taken: what stops this node comes after.
    @Test
    void aRealmOfASingleLabelIsToldOnce() throws IOException {
        folder.configure(
                configuration("hss")
                        .replace("realm: epc.example.net", "realm: localdomain")
                        .replace("ADDRESS", NOBODY + ":3868"));
        refuses(ExitStatus.REFUSED, "bestow: diameter.listen: no such host: " + NOBODY);
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("realm localdomain of a single label");
    }
}
