package dev.bestow.keystore.rocksdb;

import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.StoreFailure;

import org.rocksdb.BackupInfo;

import java.util.List;

/// One backup of a store, of those that share a folder.
///
/// @param number 1 and up, in the order they were taken
/// @param takenAtMs when
/// @param octets what a restore of it writes
/// @param format the store's format
/// @param owner the node whose store it is
public record Backup(int number, long takenAtMs, long octets, int format, String owner) {
    static Backup of(BackupInfo info) {
        List<String> note = String.valueOf(info.appMetadata()).lines().toList();
        if (note.size() != 2 || !note.getFirst().startsWith(StoreFolder.MAGIC)) {
            throw new StoreFailure("backup " + info.backupId() + " is none of a store");
        }
        return new Backup(
                info.backupId(),
                info.timestamp() * 1_000,
                info.size(),
                StoreFolder.format(note.getFirst()),
                note.getLast());
    }

    /// What is kept with a backup of `owner`, so that it says by itself what it is.
    static String note(String owner) {
        if (owner.lines().count() != 1) {
            throw new InvalidValue("owner of a backup", "is one line");
        }
        return StoreFolder.MAGIC + StoreFolder.FORMAT + "\n" + owner;
    }
}
