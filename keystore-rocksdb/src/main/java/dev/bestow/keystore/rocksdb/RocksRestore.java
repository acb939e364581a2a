package dev.bestow.keystore.rocksdb;

import dev.bestow.core.DurableFiles;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.StoreTooNew;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A backup on its way back into an empty store folder. It is a whole store in a folder of its own until
/// [#finish] moves it into place; whatever ends before leaves nothing that opens as a store.
///
/// ```
/// restoring/      a store like any other, while this lasts
/// rows/           moved here first
/// store.format    and then this, with which the folder is a store
/// ```
public final class RocksRestore implements AutoCloseable {
    private static final String RESTORING = "restoring";

    private final Path folder;
    private final Backup backup;
    private @Nullable RocksStore store;
    private boolean finished;

    private RocksRestore(Path folder, Backup backup) {
        this.folder = folder;
        this.backup = backup;
    }

    /// Writes backup `number` of those in `from`, or the last for 0, and verifies it: every file against its
    /// checksum, and then every block that was written.
    ///
    /// @throws InvalidValue when `folder` is not empty, or `from` holds no such backup
    /// @throws StoreTooNew when a later version wrote it
    /// @throws StoreFailure when it is damaged, or the disk is full
    public static RocksRestore begin(Path from, int number, Path folder) {
        RocksRestore restore = new RocksRestore(folder, chosen(from, number));
        restore.requireEmpty();
        try {
            restore.write(from);
        } catch (RuntimeException e) {
            restore.close();
            throw e;
        }
        return restore;
    }

    private static Backup chosen(Path from, int number) {
        try (BackupFolder backups = BackupFolder.toRead(from)) {
            Backup backup = backups.chosen(number);
            if (backup.format() > StoreFolder.FORMAT) {
                throw new StoreTooNew("backup folder " + from, backup.format(), StoreFolder.FORMAT);
            }
            return backup;
        }
    }

    private void requireEmpty() {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.anyMatch(entry -> !entry.endsWith(RESTORING))) {
                throw new InvalidValue(
                        "store folder " + folder,
                        "is not empty; move what is there away, or restore into another folder");
            }
        } catch (IOException e) {
            throw new InvalidValue("store folder " + folder, "cannot be read: " + Reason.of(e));
        }
    }

    private void write(Path from) {
        try {
            // What an interrupted restore left.
            remove(folder.resolve(RESTORING));
            Path rows = StoreFolder.prepare(folder.resolve(RESTORING));
            // After a damaged file the engine's threads go on copying others; they end with it.
            try (BackupFolder backups = BackupFolder.toRead(from)) {
                backups.restore(backup, rows);
            }
            RocksStore restored = RocksStore.open(folder.resolve(RESTORING));
            store = restored;
            restored.verify();
        } catch (IOException e) {
            throw new StoreFailure("restoring into " + folder + " failed: " + Reason.of(e), e);
        }
    }

    /// Which backup it is.
    public Backup backup() {
        return backup;
    }

    /// The store, for what has to change in it before a node may use it.
    public RocksStore store() {
        RocksStore open = store;
        if (open == null) {
            throw new StoreFailure("the restore has ended");
        }
        return open;
    }

    /// Makes the folder the store it was.
    public void finish() {
        store().close();
        store = null;
        try {
            Path whole = folder.resolve(RESTORING);
            for (String name : List.of(StoreFolder.ROWS, StoreFolder.FORMAT_FILE)) {
                Files.move(
                        whole.resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.sync(folder);
            }
            finished = true;
            remove(whole);
        } catch (IOException e) {
            throw new StoreFailure("restoring into " + folder + " failed: " + Reason.of(e), e);
        }
    }

    /// Without [#finish] nothing stays.
    @Override
    public void close() {
        RocksStore open = store;
        if (open != null) {
            open.close();
            store = null;
        }
        if (!finished) {
            try {
                remove(folder.resolve(RESTORING));
            } catch (IOException e) {
                throw new StoreFailure(
                        "what a restore left in " + folder + " stays: " + Reason.of(e), e);
            }
        }
    }

    private static void remove(Path tree) throws IOException {
        if (Files.notExists(tree)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> entries = Files.walk(tree)) {
            deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : deepestFirst) {
            Files.delete(entry);
        }
    }
}
