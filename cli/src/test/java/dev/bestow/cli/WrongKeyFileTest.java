package dev.bestow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.Octets;
import dev.bestow.keystore.rocksdb.RocksStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A key file that is not that of the store is found when the command starts and not when a row is needed.
final class WrongKeyFileTest {
    private HssFolder hss;
    private Path store;

    @BeforeEach
    void provision(@TempDir Path folder) throws IOException {
        hss = new HssFolder(folder);
        store = folder.resolve("data/hss");
        provision();
        assertThat(hss.out).contains("1 added");
    }

    private void provision() throws IOException {
        String cards =
                "IMSI,Ki,OPC\n" + HssFolder.IMSI + "," + HssFolder.K + "," + HssFolder.OPC + "\n";
        hss.run("provision", hss.write("cards.csv", cards).toString());
    }

    private void exchangeKeyFile() throws IOException {
        Files.write(hss.masterKey(), new byte[32]);
    }

    private void expectRefusalOf(String... command) {
        assertThat(hss.run(command)).as(hss.out + hss.err).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err)
                .contains("key file " + hss.masterKey())
                .contains("store folder " + store)
                .contains("restore the file that belongs to it");
    }

    @Test
    void everyCommandThatNeedsTheKeyRefusesAnotherFile() throws IOException {
        exchangeKeyFile();
        expectRefusalOf("hss");
        expectRefusalOf("keys", "rotate");
        expectRefusalOf("provision", hss.folder.resolve("cards.csv").toString());
    }

    /// As an earlier version left it.
    @Test
    void inAStoreWithoutACheckValueTheRowsTell() throws IOException {
        forgetCheckValue();
        byte[] right = Files.readAllBytes(hss.masterKey());
        exchangeKeyFile();
        expectRefusalOf("hss");
        Files.write(hss.masterKey(), right);
        provision();
        assertThat(hss.out).contains("1 unchanged");
        hss.run("subscriber", "remove", HssFolder.IMSI);
        exchangeKeyFile();
        expectRefusalOf("hss");
    }

    private void forgetCheckValue() {
        try (RocksStore rocks = RocksStore.open(store)) {
            var checks = rocks.keyChecks();
            String purpose = "K and OPc";
            assertThat(checks.find(purpose).length()).isPositive();
            assertThat(checks.replace(purpose, checks.find(purpose), Octets.EMPTY)).isTrue();
        }
    }

    @Test
    void afterTheLastSubscriberLeftAMissingKeyFileIsNotMadeAnew() throws IOException {
        hss.run("subscriber", "remove", HssFolder.IMSI);
        Files.delete(hss.masterKey());
        assertThat(hss.run("hss")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("does not exist; restore it from its backup");
        assertThat(hss.masterKey()).doesNotExist();
    }
}
