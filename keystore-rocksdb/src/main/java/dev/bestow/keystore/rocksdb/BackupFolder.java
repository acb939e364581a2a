package dev.bestow.keystore.rocksdb;

import dev.bestow.core.DurableFiles;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;
import dev.bestow.keystore.StoreFailure;

import org.rocksdb.BackupEngine;
import org.rocksdb.BackupEngineOptions;
import org.rocksdb.Env;
import org.rocksdb.RestoreOptions;
import org.rocksdb.RocksDBException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/// The backups of one store, as RocksDB's backup engine keeps them: tables that several backups have in
/// common are there once, each file with its checksum, everything fsynced before a backup counts. The log is
/// copied with the tables, so a backup is what was durable at one moment, over all tables.
///
/// It holds wrapped keys and no key that unwraps them.
final class BackupFolder implements AutoCloseable {
    private static final String LOCK = "LOCK";

    /// Where the engine keeps its lists of files; a folder that has one holds backups.
    private static final String META = "meta";

    private final Path folder;
    private final FileChannel lock;
    private final BackupEngineOptions options;
    private final BackupEngine engine;

    private BackupFolder(Path folder, FileChannel lock) throws RocksDBException {
        this.folder = folder;
        this.lock = lock;
        NativeLibrary.load(folder);
        options = new BackupEngineOptions(folder.toString()).setSync(true);
        try {
            engine = BackupEngine.open(Env.getDefault(), options);
        } catch (RocksDBException e) {
            options.close();
            throw e;
        }
    }

    /// The one to add to; made when missing.
    static BackupFolder toAddTo(Path folder) {
        try {
            DurableFiles.makeFolder(folder);
            return open(folder);
        } catch (IOException e) {
            throw refused(folder, "cannot be used: " + Reason.of(e));
        }
    }

    /// The one to restore from.
    static BackupFolder toRead(Path folder) {
        if (!Files.isDirectory(folder.resolve(META))) {
            throw refused(folder, "holds no backup");
        }
        try {
            return open(folder);
        } catch (IOException e) {
            throw refused(folder, "cannot be used: " + Reason.of(e));
        }
    }

    private static BackupFolder open(Path folder) throws IOException {
        FileChannel lock =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = lock.tryLock();
            if (held != null) {
                return new BackupFolder(folder, lock);
            }
        } catch (OverlappingFileLockException e) {
            // By this process; the answer is the same.
        } catch (RocksDBException e) {
            lock.close();
            throw new StoreFailure(
                    "backup folder " + folder + " does not open: " + e.getMessage(), e);
        }
        lock.close();
        throw refused(folder, "is in use by another backup or restore");
    }

    /// Adds a backup of `tables`, and removes the oldest beyond `keep`; 0 keeps all.
    ///
    /// @throws InvalidValue when the folder has backups of another node
    Backup add(RocksTables tables, String owner, int keep) {
        for (Backup other : backups()) {
            if (!other.owner().equals(owner)) {
                throw refused(
                        folder,
                        "has backups of " + other.owner() + "; give " + owner + " one of its own");
            }
        }
        try {
            tables.backUp(engine, Backup.note(owner));
            if (keep > 0) {
                engine.purgeOldBackups(keep);
            }
        } catch (RocksDBException e) {
            throw new StoreFailure("backup to " + folder + " failed: " + e.getMessage(), e);
        }
        Backup added = backups().getLast();
        requireWhole(added);
        return added;
    }

    /// The backup called `number`, or the last for 0.
    Backup chosen(int number) {
        List<Backup> backups = backups();
        return backups.stream()
                .filter(backup -> number == 0 || backup.number() == number)
                .reduce((_, later) -> later)
                .orElseThrow(() ->
                        refused(
                                folder,
                                backups.isEmpty()
                                        ? "holds no backup"
                                        : "has the backups "
                                                + backups.stream().map(Backup::number).toList()));
    }

    /// Writes it to `rows`, each file checked against its checksum.
    void restore(Backup backup, Path rows) {
        requireWhole(backup);
        try (RestoreOptions all = new RestoreOptions(false)) {
            engine.restoreDbFromBackup(backup.number(), rows.toString(), rows.toString(), all);
        } catch (RocksDBException e) {
            throw new StoreFailure(
                    "backup " + backup.number() + " is damaged: " + e.getMessage(), e);
        }
    }

    private void requireWhole(Backup backup) {
        if (Arrays.stream(engine.getCorruptedBackups()).anyMatch(n -> n == backup.number())) {
            throw new StoreFailure("backup " + backup.number() + " in " + folder + " is damaged");
        }
    }

    private List<Backup> backups() {
        return engine.getBackupInfo().stream().map(Backup::of).toList();
    }

    private static InvalidValue refused(Path folder, String reason) {
        return new InvalidValue("backup folder " + folder, reason);
    }

    @Override
    public void close() {
        engine.close();
        options.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreFailure(
                    "backup folder " + folder + " does not close: " + Reason.of(e), e);
        }
    }
}
