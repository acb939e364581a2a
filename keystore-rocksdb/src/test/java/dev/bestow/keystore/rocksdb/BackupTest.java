package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keystore.Claim;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.contract.Facts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Backups of a store in use, and restores of whole and of damaged ones.
class BackupTest {
    private static final String OWNER = "hss hss.example.net";
    private static final ClaimLimits LIMITS = ClaimLimits.STANDARD;

    @TempDir private Path parent;
    private Path folder;
    private Path backups;
    private Path restored;

    @BeforeEach
    void name() {
        folder = parent.resolve("hss");
        backups = parent.resolve("backups");
        restored = parent.resolve("restored");
    }

    private Backup backUp(RocksStore store) {
        return store.backUp(backups, OWNER, 0);
    }

    private void restore(int number) {
        try (RocksRestore restore = RocksRestore.begin(backups, number, restored)) {
            restore.finish();
        }
    }

    private static void put(RocksStore store, int from, int to) {
        store.subscribers()
                .putAll(IntStream.range(from, to).mapToObj(i -> Facts.subscriber(i, 1)).toList());
    }

    private static long count(Path store) {
        try (RocksStore open = RocksStore.open(store)) {
            return open.subscribers().count();
        }
    }

    @Test
    void aRestoredStoreHasWhatTheBackupHadAndNothingLater() {
        try (RocksStore store = RocksStore.open(folder)) {
            put(store, 0, 100);
            store.sqnCeilings().raiseCeiling(3, 77);
            backUp(store);
            put(store, 100, 200);
        }
        restore(0);
        try (RocksStore store = RocksStore.open(restored)) {
            assertThat(store.subscribers().list("", 1_000))
                    .isEqualTo(
                            IntStream.range(0, 100).mapToObj(i -> Facts.subscriber(i, 1)).toList());
            assertThat(store.sqnCeilings().ceiling(3)).isEqualTo(77);
        }
        assertThat(restored.toFile().list()).containsExactlyInAnyOrder("rows", "store.format");
    }

    @Test
    void anyBackupOfTheFolderCanBeChosenAndTheOldestGo() {
        try (RocksStore store = RocksStore.open(folder)) {
            for (int i = 1; i <= 3; i++) {
                put(store, 0, 10 * i);
                assertThat(store.backUp(backups, OWNER, 2).number()).isEqualTo(i);
            }
        }
        assertThatThrownBy(() -> restore(1))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("has the backups [2, 3]");
        restore(2);
        assertThat(count(restored)).isEqualTo(20);
    }

    @Test
    void whatHasNotChangedIsNotCopiedAgain() throws IOException {
        try (RocksStore store = RocksStore.open(folder)) {
            put(store, 0, 20_000);
            backUp(store);
            long first = octets(backups);
            put(store, 20_000, 20_010);
            backUp(store);
            assertThat(octets(backups) - first).isLessThan(first / 4);
        }
    }

    private static long octets(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    @Test
    void aBackupUnderWritesIsOneMomentOverAllTables() throws Exception {
        Octets keyName = Facts.rand(1, 1).octets();
        AtomicBoolean stop = new AtomicBoolean();
        try (RocksStore store = RocksStore.open(folder)) {
            Thread writer =
                    Thread.ofPlatform().start(() -> claimUntil(stop, store, keyName, LIMITS));
            for (int i = 0; i < 5; i++) {
                backUp(store);
            }
            stop.set(true);
            writer.join();
        }
        for (int number = 1; number <= 5; number++) {
            restored = parent.resolve("restored-" + number);
            restore(number);
            try (RocksTables tables = StoreFolder.open(restored)) {
                int marks = tables.page(Table.CLAIMS, new byte[0], 1 << 20).size();
                byte[] counted = tables.get(Table.CLAIM_COUNTS, keyName.toArray());
                assertThat(counted == null ? 0 : ByteBuffer.wrap(counted).getInt())
                        .as("claims counted in the write that made them, backup %d", number)
                        .isEqualTo(marks);
            }
        }
    }

    private static void claimUntil(
            AtomicBoolean stop, RocksStore store, Octets keyName, ClaimLimits limits) {
        var claims = store.claims(limits);
        for (int i = 0; !stop.get(); i++) {
            claims.claim(claim(keyName, i, Facts.T0 + Facts.DAY_MS), Facts.T0);
        }
    }

    private static Claim claim(Octets keyName, int randAs, long expiresAtMs) {
        Octets octets = Octets.copyOf(ByteBuffer.allocate(16).putInt(randAs).array());
        return new Claim(keyName, octets, octets, expiresAtMs);
    }

    @Test
    void aFolderThatHoldsAnythingIsLeftAlone() throws IOException {
        try (RocksStore store = RocksStore.open(folder)) {
            backUp(store);
        }
        Files.createDirectories(restored);
        Files.writeString(restored.resolve("store.format"), "");
        assertThatThrownBy(() -> restore(0))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("move what is there away");
        assertThat(restored.toFile().list()).containsExactly("store.format");
    }

    @Test
    void anInterruptedRestoreIsNoStoreAndIsDoneAgain() throws IOException {
        try (RocksStore store = RocksStore.open(folder)) {
            put(store, 0, 10);
            backUp(store);
        }
        Files.createDirectories(restored.resolve("restoring/rows"));
        Files.writeString(restored.resolve("restoring/rows/000009.sst"), "half");
        restore(0);
        assertThat(count(restored)).isEqualTo(10);
    }

    @Test
    void withoutFinishNothingStays() {
        try (RocksStore store = RocksStore.open(folder)) {
            backUp(store);
        }
        RocksRestore.begin(backups, 0, restored).close();
        assertThat(restored).isEmptyDirectory();
    }

    @Test
    void aFlippedOctetInAnyTableOfTheBackupIsFound() throws IOException {
        try (RocksStore store = RocksStore.open(folder)) {
            put(store, 0, 1_000);
            backUp(store);
        }
        List<Path> tables;
        try (Stream<Path> files = Files.walk(backups)) {
            tables = files.filter(f -> f.toString().endsWith(".sst")).toList();
        }
        assertThat(tables).isNotEmpty();
        for (Path table : tables) {
            flip(table);
            assertThatThrownBy(() -> restore(0))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("is damaged");
            assertThat(restored).isEmptyDirectory();
            flip(table);
        }
        restore(0);
    }

    private static void flip(Path file) throws IOException {
        try (RandomAccessFile octets = new RandomAccessFile(file.toFile(), "rw")) {
            long middle = octets.length() / 2;
            octets.seek(middle);
            int octet = octets.read();
            octets.seek(middle);
            octets.write(octet ^ 1);
        }
    }

    @Test
    void backupsOfTwoNodesDoNotMix() {
        try (RocksStore store = RocksStore.open(folder)) {
            backUp(store);
            assertThatThrownBy(() -> store.backUp(backups, "scef scef.example.net", 0))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("has backups of " + OWNER);
        }
    }

    @Test
    void aFolderWithoutBackupsIsNotMadeOne() {
        assertThatThrownBy(() -> restore(0))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("holds no backup");
        assertThat(backups).doesNotExist();
    }

    @Test
    void onlyItsOwnerCanReadABackup() throws IOException {
        try (RocksStore store = RocksStore.open(folder)) {
            backUp(store);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backups)))
                .isEqualTo("rwx------");
    }

    @Test
    void keysThatWereEndedAdmitNothingAlsoAfterAnotherStart() {
        Octets keyName = Facts.rand(1, 1).octets();
        try (RocksStore store = RocksStore.open(folder)) {
            store.endClaimsOfKeysExpiringUntil(Facts.T0 + 2_000);
            store.endClaimsOfKeysExpiringUntil(Facts.T0 + 1_000);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            var claims = store.claims(LIMITS);
            assertThat(claims.claim(claim(keyName, 1, Facts.T0 + 2_000), Facts.T0))
                    .isInstanceOf(ClaimOutcome.Expired.class);
            assertThat(claims.claim(claim(keyName, 2, Facts.T0 + 2_001), Facts.T0))
                    .isInstanceOf(ClaimOutcome.Admitted.class);
        }
    }
}
