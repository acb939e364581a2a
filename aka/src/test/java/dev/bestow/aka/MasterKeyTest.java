package dev.bestow.aka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class MasterKeyTest {
    private static final Entropy ENTROPY = new Random(5)::nextBytes;
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final Imsi OTHER = Imsi.parse("001010000000002");

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("keys/master.key");
    }

    private MasterKeyFile keyFile() {
        return new MasterKeyFile(file(), null);
    }

    private MasterKey made() {
        return keyFile().openOrMake(ENTROPY);
    }

    @Test
    void isMadeOnFirstStartForItsOwnerOnlyAndFoundAgain() throws IOException {
        Octets wrapped = made().wrap(IMSI, Samples.k19());
        assertThat(Files.size(file())).isEqualTo(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
        assertThat(keyFile().open(ENTROPY).unwrapK(IMSI, wrapped)).isEqualTo(Samples.k19());
        assertThat(made().unwrapK(IMSI, wrapped)).isEqualTo(Samples.k19());
        try (var files = Files.list(file().getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void isNotMadeWhereItMustExist() {
        assertThatThrownBy(() -> keyFile().open(ENTROPY))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("does not exist")
                .hasMessageContaining("backup");
    }

    @Test
    void refusesAFileOthersHaveRightsToAndSaysHowToFixIt() throws IOException {
        made().close();
        for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx--x---")) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(rights));
            assertThatThrownBy(() -> keyFile().open(ENTROPY))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining(rights)
                    .hasMessageContaining("chmod 600 " + file());
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        keyFile().open(ENTROPY).close();
    }

    @Test
    void refusesAFileOfAnotherLengthAndAFolder() throws IOException {
        made().close();
        for (int length : new int[] {0, 31, 33, 65}) {
            Files.write(file(), new byte[length]);
            assertThatThrownBy(() -> keyFile().openOrMake(ENTROPY))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("has " + length + " octets");
        }
        assertThatThrownBy(() -> new MasterKeyFile(folder, null).openOrMake(ENTROPY))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is not a file");
    }

    @Test
    void manyThatStartTogetherEndUpWithOneKey() throws Exception {
        List<Future<MasterKey>> opened = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                long seed = i;
                opened.add(
                        executor.submit(() -> keyFile().openOrMake(new Random(seed)::nextBytes)));
            }
        }
        Octets wrapped = opened.getFirst().get().wrap(IMSI, Samples.k19());
        for (Future<MasterKey> key : opened) {
            assertThat(key.get().unwrapK(IMSI, wrapped)).isEqualTo(Samples.k19());
        }
    }

    @Test
    void aWrappedKeyOpensInItsOwnRowOnlyAndTheErrorNamesTheRow() {
        MasterKey key = made();
        Octets wrapped = key.wrap(IMSI, Samples.k19());
        assertThat(wrapped.length()).isEqualTo(45);
        assertThatThrownBy(() -> key.unwrapK(OTHER, wrapped))
                .isInstanceOf(UnwrapFailed.class)
                .hasMessageStartingWith("K of Imsi(00101…)")
                .hasMessageNotContaining(OTHER.digits())
                .hasMessageNotContaining(wrapped.hex())
                .satisfies(e -> assertThat(((UnwrapFailed) e).imsi()).isEqualTo(OTHER));
        assertThatThrownBy(() -> key.unwrapOpc(IMSI, wrapped))
                .isInstanceOf(UnwrapFailed.class)
                .hasMessageStartingWith("OPc of");
        Octets opc = key.wrap(IMSI, Samples.set19().variant());
        assertThat(key.unwrapOpc(IMSI, opc)).isEqualTo(Samples.set19().variant());
        assertThatThrownBy(() -> key.unwrapK(IMSI, opc)).isInstanceOf(UnwrapFailed.class);
        Topc topc = new Topc(Samples.secret("5a".repeat(32)));
        Octets longer = key.wrap(IMSI, topc);
        assertThat(key.unwrapTopc(IMSI, longer)).isEqualTo(topc);
        assertThatThrownBy(() -> key.unwrapOpc(IMSI, longer)).isInstanceOf(UnwrapFailed.class);
        assertThatThrownBy(() -> key.unwrapTopc(OTHER, longer))
                .isInstanceOf(UnwrapFailed.class)
                .hasMessageStartingWith("TOPc of");
        assertThat(key.wrap(IMSI, OperatorVariant.NONE)).isEqualTo(Octets.EMPTY);
    }

    @Test
    void aRotatedKeyWrapsAnewAndStillOpensWhatThePreviousOneWrapped() throws IOException {
        MasterKey key = made();
        byte[] before = Files.readAllBytes(file());
        Octets k = key.wrap(IMSI, Samples.k19());
        keyFile().begin(key, ENTROPY);
        assertThat(key.hasPrevious()).isTrue();
        byte[] both = Files.readAllBytes(file());
        assertThat(both).hasSize(64).endsWith(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(key.unwrapK(IMSI, k)).isEqualTo(Samples.k19());
        Octets renewed = key.renewK(IMSI, k);
        assertThat(renewed).isNotEqualTo(k);
        assertThat(key.renewK(IMSI, renewed)).isSameAs(renewed);
        MasterKey reopened = keyFile().open(ENTROPY);
        assertThat(reopened.hasPrevious()).isTrue();
        assertThat(reopened.unwrapK(IMSI, k)).isEqualTo(Samples.k19());
        assertThat(reopened.renewK(IMSI, renewed)).isSameAs(renewed);
        keyFile().finish(key);
        assertThat(Files.readAllBytes(file())).isEqualTo(Arrays.copyOf(both, 32));
        assertThat(key.unwrapK(IMSI, renewed)).isEqualTo(Samples.k19());
        assertThatThrownBy(() -> key.unwrapK(IMSI, k)).isInstanceOf(UnwrapFailed.class);
        assertThatThrownBy(() -> key.renewK(IMSI, k)).isInstanceOf(UnwrapFailed.class);
        try (var files = Files.list(file().getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void theFileThatHeldThePreviousKeyAloneIsOverwritten() throws IOException {
        MasterKey key = made();
        Path link = folder.resolve("another name of the old file");
        Files.createLink(link, file());
        keyFile().begin(key, ENTROPY);
        assertThat(Files.readAllBytes(link)).isEqualTo(new byte[32]);
    }

    @Test
    void theFileThatHeldBothKeysIsOverwritten() throws IOException {
        MasterKey key = made();
        keyFile().begin(key, ENTROPY);
        Path link = folder.resolve("another name of the old file");
        Files.createLink(link, file());
        keyFile().finish(key);
        assertThat(Files.readAllBytes(link)).isEqualTo(new byte[64]);
    }

    @Test
    void aRotationOfAnotherProcessIsNotOverwritten() {
        MasterKey key = made();
        MasterKey another = made();
        keyFile().begin(key, ENTROPY);
        assertThatThrownBy(() -> keyFile().begin(another, ENTROPY))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("another rotation has begun");
        assertThat(another.hasPrevious()).isFalse();
    }

    @Test
    void aFileThatCannotBeChangedStaysTheKey() throws IOException {
        MasterKey key = made();
        Octets k = key.wrap(IMSI, Samples.k19());
        Files.move(file(), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> keyFile().begin(key, ENTROPY))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(file().toString());
        assertThat(key.hasPrevious()).isFalse();
        assertThat(key.unwrapK(IMSI, k)).isEqualTo(Samples.k19());
    }
}
