package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.StoreInUse;
import dev.bestow.keystore.StoreTooNew;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.contract.TestWrap;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.GutiBinding;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyRow;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

final class StoreFolderTest {
    @TempDir private Path parent;
    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("data/hss");
    }

    @Test
    void makesAFolderOnlyItsOwnerCanRead() throws IOException {
        RocksStore.open(folder).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("rows"))))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesAFolderInUseAndSaysWhatToDo() {
        try (RocksStore _ = RocksStore.open(folder)) {
            assertThatThrownBy(() -> RocksStore.open(folder))
                    .isInstanceOf(StoreInUse.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use by another process")
                    .hasMessageContaining("--data");
        }
        RocksStore.open(folder).close();
    }

    @Test
    void refusesANewerFormatAndTouchesNothing() throws IOException {
        RocksStore.open(folder).close();
        Files.writeString(folder.resolve("store.format"), "bestow-store 3\n");
        assertThatThrownBy(() -> RocksStore.open(folder))
                .isInstanceOf(StoreTooNew.class)
                .hasMessageContaining("format 3")
                .hasMessageContaining("up to 2");
        Files.writeString(folder.resolve("store.format"), "bestow-store 2\n");
        RocksStore.open(folder).close();
    }

    @Test
    void aFolderWithARowOfLayoutOneOpensAndTheNextWriteBringsItForward() {
        Imsi imsi = Facts.imsi(7);
        RowWriter old = new RowWriter(1).octet(1).number(3).number(9);
        old.text("milenage").variable(Facts.octets(45, 1)).variable(Facts.octets(45, 2));
        old.fixed(WrappedCredentials.EUTRAN_AMF).number(5).number(1L << 28);
        byte[] row = old.text("d7@example.org").number(0).text("internet").toArray();
        try (RocksTables tables = StoreFolder.open(folder)) {
            Draft draft = new Draft(tables::get);
            draft.put(Table.SUBSCRIBERS, ImsiKey.encode(imsi), row);
            tables.write(draft);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(store.subscribers().find(imsi).orElseThrow().sqnOffset()).isEqualTo(9);
            assertThat(store.sqnCeilings().takeSeq(imsi, 3, 1)).hasValue(10);
        }
        try (RocksTables tables = StoreFolder.open(folder)) {
            assertThat(tables.get(Table.SUBSCRIBERS, ImsiKey.encode(imsi))).startsWith(2);
        }
    }

    /// Keys of a version that held Ks only, each to be confirmed.
    @Test
    void aFolderWithKeysOfLayoutOneOpensAndTheyAnswerToTheirNames() {
        Imsi imsi = Facts.imsi(7);
        Rand rand = Facts.rand(5, 6);
        Guti guti = Facts.guti(1, 9);
        byte[] imsiKey = ImsiKey.encode(imsi);
        var owner = new GutiOwner(imsi, 1, 1, Facts.T0 + 2 * Facts.DAY_MS);
        try (RocksTables tables = StoreFolder.open(folder)) {
            Draft draft = new Draft(tables::get);
            draft.put(Table.KEYS, imsiKey, historyOfLayoutOne(imsi, rand, guti));
            draft.put(Table.RANDS, new byte[] {0, 0, 0, 5}, withVersion(imsiKey));
            draft.put(Table.GUTIS, guti.encode().toArray(), GutiOwnerCodec.encode(owner));
            tables.write(draft);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            KeyRing ring = store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
            for (KeyName name :
                    List.of(new KeyName.ByRand(rand.id()), new KeyName.ByGuti(guti, new Eksi(6)))) {
                assertThat(ring.select(KeyKind.KS, name, Facts.T0 + 5))
                        .isInstanceOfSatisfying(
                                Selection.Found.class,
                                found ->
                                        assertThat(found.candidates().getFirst().key())
                                                .isEqualTo(Facts.ks(rand)));
            }
            ring.push(Facts.push(KeyKind.E2M_INT_KEY, imsi, rand, 8));
        }
        try (RocksTables tables = StoreFolder.open(folder)) {
            byte[] row = Objects.requireNonNull(tables.get(Table.KEYS, imsiKey));
            assertThat(row).as("rewritten").startsWith(2);
            assertThat(HistoryCodec.decode(row).kinds()).hasSize(2);
        }
    }

    private static byte[] historyOfLayoutOne(Imsi imsi, Rand rand, Guti guti) {
        KeyRow key =
                new KeyRow(
                        rand,
                        null,
                        new KeyOrder(1, 32),
                        new TestWrap()
                                .wrap("Ks:" + imsi.digits() + ":" + rand, Facts.ks(rand).octets()),
                        "d7@example.org",
                        List.of(),
                        Facts.PLMN,
                        Facts.host(1),
                        true,
                        Facts.T0 + Facts.DAY_MS,
                        Facts.T0,
                        List.of(Facts.AS),
                        true);
        GutiBinding binding = new GutiBinding(guti, new Eksi(6), 1, 1);
        return RowCodecTest.versionOne(1, key, new ConfirmedRow(rand, List.of(binding), Facts.T0))
                .toArray();
    }

    private static byte[] withVersion(byte[] imsiKey) {
        return ByteBuffer.allocate(9).put((byte) 1).put(imsiKey).array();
    }

    @Test
    void aFolderOfFormatOneIsBroughtForwardWhenItIsOpened() throws IOException {
        aFolderOfFormatOne();
        assertOneIndexRowWithBothSubscribers();
        assertThat(folder.resolve("store.format")).hasContent("bestow-store 2");
    }

    @Test
    void bringingForwardGoesOnAfterACrash() throws IOException {
        aFolderOfFormatOne();
        try (RocksTables tables = new RocksTables(folder.resolve("rows"))) {
            Draft draft = new Draft(tables::get);
            RandIndex.addLast(
                    draft, RandIndex.key(KeyKind.KS, RAND_ID), ImsiKey.encode(Facts.imsi(1)));
            draft.delete(Table.RANDS, pair(Facts.imsi(1)));
            tables.write(draft);
        } catch (RocksDBException e) {
            throw new IOException(e);
        }
        Files.writeString(folder.resolve("store.format"), "bestow-store 2\n");
        assertOneIndexRowWithBothSubscribers();
    }

    private static final RandId RAND_ID = new RandId(0x01020304);

    private static byte[] pair(Imsi imsi) {
        return ByteBuffer.allocate(12).putInt(RAND_ID.value()).put(ImsiKey.encode(imsi)).array();
    }

    /// Two subscribers with a key of the same RAND id.
    private void aFolderOfFormatOne() throws IOException {
        Files.createDirectories(folder.resolve("rows"));
        Files.writeString(folder.resolve("store.format"), "bestow-store 1\n");
        try (RocksTables tables = new RocksTables(folder.resolve("rows"))) {
            Draft draft = new Draft(tables::get);
            draft.put(Table.RANDS, pair(Facts.imsi(1)), new byte[0]);
            draft.put(Table.RANDS, pair(Facts.imsi(2)), new byte[0]);
            tables.write(draft);
        } catch (RocksDBException e) {
            throw new IOException(e);
        }
    }

    private void assertOneIndexRowWithBothSubscribers() {
        RocksStore.open(folder).close();
        try (RocksTables tables = StoreFolder.open(folder)) {
            assertThat(
                            RandIndex.decode(
                                    tables.get(Table.RANDS, RandIndex.key(KeyKind.KS, RAND_ID))))
                    .containsExactly(Facts.imsi(1), Facts.imsi(2));
            assertThat(tables.page(Table.RANDS, new byte[0], 10)).hasSize(1);
        }
    }

    @Test
    void refusesAFormatFileThatIsNotOneAndRowsWithoutIt() throws IOException {
        RocksStore.open(folder).close();
        Files.writeString(folder.resolve("store.format"), "bestow-store one\n");
        refuses("store.format that is not one");
        Files.delete(folder.resolve("store.format"));
        refuses("rows but no store.format");
    }

    @Test
    void refusesAFileWhereTheFolderOrOneAboveItShouldBe() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file");
        refuses("is a file");
        Files.delete(folder);
        Files.delete(folder.getParent());
        Files.writeString(folder.getParent(), "a file");
        refuses("cannot be: " + folder.getParent() + " is a file");
    }

    @Test
    void refusesAFolderWithSomethingElseInItAndAddsNothing() throws IOException {
        Files.createDirectories(folder.resolve("lost+found"));
        Files.writeString(folder.resolve("accounts.ods"), "somebody's");
        refuses("is not empty and holds nothing of such a node, but accounts.ods");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("lost+found", "accounts.ods");
        Files.delete(folder.resolve("accounts.ods"));
        assertThat(RocksStore.isIn(folder)).isFalse();
        RocksStore.open(folder).close();
        assertThat(RocksStore.isIn(folder)).isTrue();
    }

    private void refuses(String reason) {
        assertThatThrownBy(() -> RocksStore.open(folder))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("store folder " + folder)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesDamagedRowsInsteadOfStartingEmpty() throws IOException {
        RocksStore.open(folder).close();
        try (var files = Files.list(folder.resolve("rows"))) {
            for (Path file :
                    files.filter(name -> name.getFileName().toString().startsWith("MANIFEST"))
                            .toList()) {
                Files.writeString(file, "no manifest");
            }
        }
        assertThatThrownBy(() -> RocksStore.open(folder))
                .isInstanceOf(StoreFailure.class)
                .isNotInstanceOf(StoreInUse.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void aClosedStoreSaysSoAndClosesTwice() {
        RocksStore store = RocksStore.open(folder);
        store.close();
        store.close();
        assertThatThrownBy(() -> store.subscribers().find(Facts.imsi(1)))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.subscribers().put(Facts.subscriber(1, 1)))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.subscribers().list("", 1)).isInstanceOf(StoreFailure.class);
    }
}
