package dev.bestow.keystore.rocksdb;

import dev.bestow.core.DataFolder;
import dev.bestow.core.DurableFiles;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.StoreInUse;
import dev.bestow.keystore.StoreTooNew;

import org.rocksdb.RocksDBException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/// The folder of a store:
///
/// ```
/// store.format    "bestow-store 2" and a line feed; read before anything else is touched
/// rows/           RocksDB
/// ```
///
/// Going forward: every row says the version of its own layout. A codec reads all layouts since the first and
/// writes the newest, so a store is brought forward row by row as it is written, and an old folder just opens.
/// Only a change of the tables or their keys, which no row can tell, raises [#FORMAT]; such a change is made
/// when the folder is opened, and from then on an older version refuses it:
///
/// ```
/// 2    one row for each RAND id, see RandIndex
/// ```
final class StoreFolder {
    /// The format this version writes, and the highest it reads.
    static final int FORMAT = 2;

    static final String FORMAT_FILE = "store.format";
    static final String ROWS = "rows";
    static final String MAGIC = "bestow-store ";

    private final Path folder;

    private StoreFolder(Path folder) {
        this.folder = folder;
    }

    static RocksTables open(Path folder) {
        return new StoreFolder(folder).open();
    }

    /// A folder that is a store without rows yet; returns where they go.
    static Path prepare(Path folder) throws IOException {
        return new StoreFolder(folder).prepare();
    }

    private RocksTables open() {
        try {
            return openRows(prepare());
        } catch (AccessDeniedException e) {
            throw refused("is not this user's to read and write (" + Reason.of(e) + ")");
        } catch (IOException e) {
            throw new StoreFailure(named() + " cannot be used: " + Reason.of(e), e);
        }
    }

    /// Whether there is a store in `folder`, of whatever format; refuses a folder that could not be one.
    static boolean isIn(Path folder) {
        try {
            new StoreFolder(folder).requireOurs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Files.exists(folder.resolve(FORMAT_FILE));
    }

    private void requireOurs() throws IOException {
        DataFolder.require(named(), folder, Set.of(FORMAT_FILE, ROWS));
    }

    private Path prepare() throws IOException {
        requireOurs();
        DurableFiles.makeFolder(folder);
        Path format = folder.resolve(FORMAT_FILE);
        if (Files.exists(format)) {
            if (known(Files.readString(format, StandardCharsets.UTF_8)) < FORMAT) {
                writeFormat(format);
            }
        } else if (Files.exists(folder.resolve(ROWS))) {
            throw refused(
                    "has rows but no "
                            + FORMAT_FILE
                            + "; restore that file or choose another folder");
        } else {
            writeFormat(format);
        }
        Path rows = folder.toAbsolutePath().resolve(ROWS);
        DurableFiles.makeFolder(rows);
        return rows;
    }

    private RocksTables openRows(Path rows) {
        try {
            RocksTables tables = new RocksTables(rows);
            bringForward(tables);
            return tables;
        } catch (RocksDBException e) {
            // RocksDB tells a held lock from other trouble only by naming its file, whether another
            // process holds it or this one.
            String reason = String.valueOf(e.getMessage());
            if (reason.toLowerCase(Locale.ROOT).contains("lock") && reason.contains("LOCK")) {
                throw new StoreInUse(folder, e);
            }
            if (reason.contains("Permission denied")) {
                throw refused("is not this user's to read and write (" + reason + ")");
            }
            throw new StoreFailure(named() + " does not open: " + reason, e);
        }
    }

    private static void bringForward(RocksTables tables) {
        try {
            RandIndex.bringForward(tables);
        } catch (RuntimeException e) {
            tables.close();
            throw e;
        }
    }

    private int known(String content) {
        String text = content.strip();
        if (!text.matches(MAGIC + "[0-9]{1,9}")) {
            throw refused("has a " + FORMAT_FILE + " that is not one");
        }
        int found = format(text);
        if (found > FORMAT) {
            throw new StoreTooNew(named(), found, FORMAT);
        }
        return found;
    }

    /// The number in a line of the format file.
    static int format(String line) {
        return Integer.parseInt(line.substring(MAGIC.length()));
    }

    /// Durable before the first row: a crash in between leaves an empty folder.
    private static void writeFormat(Path format) throws IOException {
        byte[] content = (MAGIC + FORMAT + "\n").getBytes(StandardCharsets.UTF_8);
        DurableFiles.replace(format, out -> out.write(content));
    }

    private String named() {
        return "store folder " + folder.toAbsolutePath();
    }

    private InvalidValue refused(String reason) {
        return new InvalidValue(named(), reason);
    }
}
