package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Reason;
import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// RocksDB's library, which has to be a file before the system loads it. RocksDB unpacks it into the temporary
/// folder, or into `ROCKSDB_SHAREDLIB_DIR`; where that is missing, read-only or `noexec`, as on hardened servers,
/// the folder of the store does.
final class NativeLibrary {
    private static final String FOLDER_VARIABLE = "ROCKSDB_SHAREDLIB_DIR";

    private NativeLibrary() {}

    /// Loads it, once in a process.
    ///
    /// @param folder of a store or of backups; where it does not exist yet, the first one above it that does
    /// @throws StoreFailure when it loads from neither
    static synchronized void load(Path folder) {
        String told = System.getenv(FOLDER_VARIABLE);
        String usual = told == null ? System.getProperty("java.io.tmpdir") : told;
        String reason = tried(told);
        if (reason != null) {
            Path own = existing(folder);
            String ownReason = tried(own.toString());
            if (ownReason != null) {
                throw new StoreFailure(
                        "RocksDB's library cannot be loaded from %s (%s) nor from %s (%s); name a folder"
                                        .formatted(usual, reason, own, ownReason)
                                + " that may hold programs: "
                                + FOLDER_VARIABLE
                                + "=/opt/bestow");
            }
        }
        // Finds it loaded. Had it failed here, RocksDB would wait for itself without end the next
        // time.
        RocksDB.loadLibrary();
    }

    /// Why it did not load, or null when it did or had before.
    private static @Nullable String tried(@Nullable String folder) {
        try {
            NativeLibraryLoader.getInstance().loadLibrary(folder);
            return null;
        } catch (IOException e) {
            return Reason.of(e);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            // "FILE: FILE: failed to map segment from shared object"
            String message = String.valueOf(e.getMessage());
            return message.substring(message.lastIndexOf(": ") + 1).strip();
        }
    }

    private static Path existing(Path folder) {
        Path path = folder.toAbsolutePath();
        Path parent = path.getParent();
        return Files.isDirectory(path) || parent == null ? path : existing(parent);
    }
}
