package dev.bestow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.Octets;
import dev.bestow.keystore.Claim;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.control.ControlServer;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.NodeControl;
import dev.bestow.network.machine.SystemTimers;
import dev.bestow.network.store.StoreBackup;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// `backup` and `restore` as an operator types them.
class BackupTest {
    private static final String CARDS =
            "IMSI,Ki,OPC\n" + HssFolder.IMSI + "," + HssFolder.K + "," + HssFolder.OPC + "\n";

    private HssFolder hss;
    private Path data;
    private String to;

    @BeforeEach
    void provision(@TempDir Path folder) throws IOException {
        hss = new HssFolder(folder);
        data = folder.resolve("data/hss");
        to = folder.resolve("backups").toString();
    }

    private void provision(String... options) throws IOException {
        String[] arguments = new String[2 + options.length];
        arguments[0] = "provision";
        arguments[1] = hss.write("cards.csv", CARDS).toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        assertThat(hss.run(arguments)).as(hss.err).isEqualTo(ExitStatus.OK);
    }

    private void lose() throws IOException {
        Files.move(data, data.resolveSibling("lost"));
    }

    @Test
    void aLostStoreComesBackWithItsSubscribers() throws IOException {
        provision();
        assertThat(hss.run("backup", "--to", to)).as(hss.err).isEqualTo(ExitStatus.OK);
        assertThat(hss.out)
                .contains("ok backup 1 of hss hss.epc.example.net")
                .contains("the master key is not in it: keep a copy of " + hss.masterKey());
        assertThat(hss.run("restore", "--from", to)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("is not empty; move what is there away");
        lose();
        assertThat(hss.run("restore", "--from", to)).as(hss.err).isEqualTo(ExitStatus.OK);
        assertThat(hss.out)
                .contains("1 subscribers, all of this master key")
                .contains("ok backup 1");
        assertThat(hss.run("subscriber", "show", HssFolder.IMSI)).isEqualTo(ExitStatus.OK);
    }

    @Test
    void aRunningNodeBacksUpItsOwnStore() throws IOException {
        provision();
        NodeConfig config = NodeConfig.read(hss.folder.resolve("hss.yaml"));
        try (SystemTimers timers = new SystemTimers();
                RocksStore store = RocksStore.open(data);
                ControlServer _ =
                        ControlServer.start(
                                data,
                                timers,
                                new NodeControl(
                                        Map.of(
                                                StoreBackup.VERB,
                                                new StoreBackup(store, config))))) {
            assertThat(hss.run("backup", "--to", to)).as(hss.err).isEqualTo(ExitStatus.OK);
            assertThat(hss.out).contains("ok backup 1");
            assertThat(hss.run("backup", "--to", data.resolve("inside").toString()))
                    .isEqualTo(ExitStatus.FAILED);
            assertThat(hss.out).contains("failed backup folder");
        }
        lose();
        assertThat(hss.run("restore", "--from", to)).as(hss.err).isEqualTo(ExitStatus.OK);
    }

    @Test
    void aBackupHoldsNoKeyThatUnwraps() throws IOException {
        provision();
        hss.run("backup", "--to", to);
        byte[] key = Files.readAllBytes(hss.masterKey());
        byte[] k = Octets.parseHex("K", HssFolder.K, 16).toArray();
        try (var files = Files.walk(Path.of(to))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] octets = Files.readAllBytes(file);
                assertThat(contains(octets, key)).as(file.toString()).isFalse();
                assertThat(contains(octets, k)).as(file.toString()).isFalse();
            }
        }
    }

    private static boolean contains(byte[] octets, byte[] part) {
        for (int at = 0; at + part.length <= octets.length; at++) {
            if (Arrays.equals(octets, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aCounterGoesOnAboveWhatItHadTaken() throws IOException {
        provision("--sqn-counter");
        hss.run("backup", "--to", to);
        lose();
        hss.run("restore", "--from", to);
        hss.run("subscriber", "show", HssFolder.IMSI);
        assertThat(hss.out).contains("by a counter, at 65536");
    }

    @Test
    void withTheMasterKeyOfAnotherStoreNothingIsRestored() throws IOException {
        provision();
        hss.run("backup", "--to", to);
        lose();
        byte[] other = new byte[32];
        other[0] = 1;
        Files.write(hss.masterKey(), other);
        assertThat(hss.run("restore", "--from", to)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("is not that of the backup").doesNotContain(HssFolder.IMSI);
        assertThat(data).isEmptyDirectory();
        Files.delete(hss.masterKey());
        assertThat(hss.run("restore", "--from", to)).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("restore it from its own backup before the HSS starts");
    }

    @Test
    void anApplicationServerTakesNoKeyFromBeforeTheRestore() throws IOException {
        hss.configure(
                """
                node: as
                identity: {asId: as.example.net}
                http: {url: "https://scef.example.net"}
                ua: {listen: 127.0.0.1:0}
                tls: {key: as.key, certificate: as.crt, ca: ca.crt}
                store: {path: data/hss}
                policy: {keyLifetimeSeconds: 3600}
                """);
        RocksStore.open(data).close();
        assertThat(hss.run("backup", "--to", to)).as(hss.err).isEqualTo(ExitStatus.OK);
        lose();
        long before = System.currentTimeMillis();
        assertThat(hss.run("restore", "--from", to)).as(hss.err).isEqualTo(ExitStatus.OK);
        long after = System.currentTimeMillis();
        try (RocksStore store = RocksStore.open(data)) {
            var claims = store.claims(ClaimLimits.STANDARD);
            assertThat(claims.claim(claim(before + 3_600_000), after))
                    .isInstanceOf(ClaimOutcome.Expired.class);
            assertThat(claims.claim(claim(after + 3_660_001), after))
                    .isInstanceOf(ClaimOutcome.Admitted.class);
        }
    }

    private static Claim claim(long expiresAtMs) {
        Octets octets = Octets.copyOf(new byte[16]);
        return new Claim(octets, octets, octets, expiresAtMs);
    }

    @Test
    void theBackupOfAnotherNodeIsRefused() throws IOException {
        provision();
        hss.run("backup", "--to", to);
        lose();
        hss.configure(HssFolder.CONFIGURATION.replace("host: hss.", "host: hss2."));
        assertThat(hss.run("restore", "--from", to)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("is of hss hss.epc.example.net");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void whereThereIsNoStoreNoneIsMade() {
        assertThat(hss.run("backup", "--to", to)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("nothing to back up");
        assertThat(data).doesNotExist();
        assertThat(hss.run("restore", "--from", to)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("holds no backup");
    }
}
