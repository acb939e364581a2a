package dev.bestow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.MasterKeyFile;
import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.control.ControlServer;
import dev.bestow.network.KeyRotation;
import dev.bestow.network.control.NodeControl;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.machine.SystemTimers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// `keys rotate` as an operator types it.
class RotateTest {
    private HssFolder hss;
    private Path data;
    private byte[] before = {};

    @BeforeEach
    void provision(@TempDir Path folder) throws IOException {
        hss = new HssFolder(folder);
        data = folder.resolve("data/hss");
        provision();
        assertThat(hss.out).contains("1 added");
        before = Files.readAllBytes(hss.masterKey());
    }

    private void provision() throws IOException {
        String cards =
                "IMSI,Ki,OPC\n" + HssFolder.IMSI + "," + HssFolder.K + "," + HssFolder.OPC + "\n";
        Path file = hss.write("cards.csv", cards);
        assertThat(hss.run("provision", file.toString())).as(hss.err).isEqualTo(ExitStatus.OK);
    }

    private void theNewKeyOpensTheRow() throws IOException {
        assertThat(Files.readAllBytes(hss.masterKey())).hasSize(32).isNotEqualTo(before);
        provision();
        assertThat(hss.out).contains("1 unchanged");
    }

    @Test
    void whileTheHssIsStoppedTheKeyIsReplaced() throws IOException {
        assertThat(hss.run("keys", "rotate")).as(hss.err).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("ok 1 subscribers, 1 wrapped again");
        theNewKeyOpensTheRow();
    }

    @Test
    void aRunningHssReplacesItsOwnKey() throws IOException {
        var entropy = new SystemEntropy();
        try (SystemTimers timers = new SystemTimers();
                RocksStore store = RocksStore.open(data);
                var key = new MasterKeyFile(hss.masterKey(), null).open(entropy);
                ControlServer _ =
                        ControlServer.start(
                                data,
                                timers,
                                new NodeControl(
                                        Map.of(
                                                KeyRotation.VERB,
                                                new KeyRotation(
                                                        store,
                                                        key,
                                                        new MasterKeyFile(hss.masterKey(), null),
                                                        entropy,
                                                        () -> {}))))) {
            assertThat(hss.run("keys", "rotate")).as(hss.err).isEqualTo(ExitStatus.OK);
            assertThat(hss.out).contains("ok 1 subscribers, 1 wrapped again");
            assertThat(hss.run("backup", "--to", hss.folder.resolve("b").toString()))
                    .isEqualTo(ExitStatus.FAILED);
            assertThat(hss.out).contains("failed this node can be asked for [rotate]");
        }
        theNewKeyOpensTheRow();
    }

    @Test
    void aBackupFromBeforeNeedsTheOldKeyFile() throws IOException {
        String to = hss.folder.resolve("backups").toString();
        Path copy = Files.copy(hss.masterKey(), hss.folder.resolve("copy.key"));
        hss.run("backup", "--to", to);
        hss.run("keys", "rotate");
        Files.move(data, data.resolveSibling("lost"));
        assertThat(hss.run("restore", "--from", to)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("put the copy from the time of the backup there");
        Files.delete(hss.masterKey());
        Files.move(copy, hss.masterKey());
        assertThat(hss.run("restore", "--from", to)).as(hss.err).isEqualTo(ExitStatus.OK);
    }
}
