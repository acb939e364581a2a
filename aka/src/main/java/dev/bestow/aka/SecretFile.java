package dev.bestow.aka;

import dev.bestow.core.DurableFiles;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.OwnerOnly;
import dev.bestow.core.Reason;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// A small file with a secret, readable by its owner alone: the key file, or the PIN that opens a token.
public final class SecretFile {
    private final String field;
    private final Path file;

    /// @param field what refusals call it, before its path
    public SecretFile(String field, Path file) {
        this.field = field;
        this.file = file;
    }

    boolean isMissing() {
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// What is in it; the caller wipes that.
    ///
    /// @throws InvalidValue when it is missing, or others have rights to it
    public byte[] read() {
        try {
            requireOwnerOnly();
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused("cannot be read: " + Reason.of(e));
        }
    }

    /// Makes it, written beside and linked into place: two processes that start together end up with one
    /// secret, and a crash leaves a whole file or none. Wipes `content`.
    void make(byte[] content) {
        try {
            Path folder = folderOf(file.toAbsolutePath());
            DurableFiles.makeFolder(folder);
            // For its owner alone, as temporary files are.
            Path draft = Files.createTempFile(folder, "secret", ".new");
            try {
                DurableFiles.write(draft, out -> out.write(content));
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                // Another process was faster, and its secret is the secret.
                return;
            } finally {
                Files.delete(draft);
                DurableFiles.sync(folder);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw refused("cannot be made: " + Reason.of(e));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /// Puts `content`, which it wipes, in place of what is there, written beside and moved. The old file is
    /// overwritten once the new one is durable; a crash just before leaves its octets to the file system.
    void replace(byte[] content) {
        try {
            requireOwnerOnly();
            Path real = file.toRealPath();
            try (FileChannel old = FileChannel.open(real, StandardOpenOption.WRITE)) {
                DurableFiles.replace(real, out -> out.write(content));
                DurableFiles.overwrite(old);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw refused("cannot be changed: " + Reason.of(e));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private void requireOwnerOnly() throws IOException {
        OwnerOnly.require(field + " " + file, file);
    }

    private Path folderOf(Path absolute) {
        Path folder = absolute.getParent();
        if (folder == null) {
            throw refused("is a folder");
        }
        return folder;
    }

    /// A refusal of this file, which names it and nothing that is in it.
    public InvalidValue refused(String reason) {
        return new InvalidValue(field + " " + file, reason);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
