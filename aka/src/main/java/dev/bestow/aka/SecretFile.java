package dev.bestow.aka;

import dev.bestow.core.Refused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// A small file with a secret, readable by its owner alone: the key file, or the PIN that opens a token.
public final class SecretFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));

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
    /// @throws Refused when it is missing, or others have rights to it
    public byte[] read() {
        try {
            requireOwnerOnly();
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused("cannot be read: " + e);
        }
    }

    /// Makes it, written beside and linked into place: two processes that start together end up with one
    /// secret, and a crash leaves a whole file or none. Wipes `content`.
    void make(byte[] content) {
        try {
            Path folder = folderOf(file.toAbsolutePath());
            if (Files.notExists(folder)) {
                Files.createDirectories(folder, OWNER_ONLY_FOLDER);
            }
            Path draft = Files.createTempFile(folder, "secret", ".new", OWNER_ONLY);
            try {
                writeDurably(draft, content);
                Files.createLink(file, draft);
            } finally {
                Files.delete(draft);
            }
            sync(folder);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster, and its secret is the secret.
            return;
        } catch (IOException | UnsupportedOperationException e) {
            throw refused("cannot be made: " + e);
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
            Path folder = folderOf(real);
            Path draft = Files.createTempFile(folder, "secret", ".new", OWNER_ONLY);
            try (FileChannel old = FileChannel.open(real, StandardOpenOption.WRITE)) {
                writeDurably(draft, content);
                Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
                sync(folder);
                overwrite(old);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw refused("cannot be changed: " + e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /// Media that write every block anew may keep the old one for a while; a disk that is encrypted itself
    /// closes the gap.
    private static void overwrite(FileChannel old) throws IOException {
        old.position(0);
        writeAll(old, ByteBuffer.allocate(Math.toIntExact(old.size())));
    }

    private static void writeDurably(Path draft, byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            writeAll(out, ByteBuffer.wrap(content));
        }
    }

    private static void writeAll(FileChannel out, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            out.write(content);
        }
        out.force(true);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void requireOwnerOnly() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw refused(Files.exists(file) ? "is not a file" : "does not exist");
        }
        Set<PosixFilePermission> rights;
        try {
            rights = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            throw refused(
                    "is on a file system without owners and rights; keep it on one that has them");
        }
        if (rights.stream().anyMatch(OTHERS::contains)) {
            throw refused(
                    "has rights "
                            + PosixFilePermissions.toString(rights)
                            + ": others could read it."
                            + " Run: chmod 600 "
                            + file);
        }
    }

    private Path folderOf(Path absolute) {
        Path folder = absolute.getParent();
        if (folder == null) {
            throw refused("is a folder");
        }
        return folder;
    }

    /// A refusal of this file, which names it and nothing that is in it.
    public Refused refused(String reason) {
        return new Refused(field + " " + file, reason);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
