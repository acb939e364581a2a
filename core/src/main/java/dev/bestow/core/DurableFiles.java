package dev.bestow.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files and folders for their owner alone, on disk when a method returns: what a file holds by an fsync of the
/// file, its name by one of its folder, and so on up to the first folder that was there before. A file system
/// may otherwise forget, when the power fails, a folder made long ago, with every fsynced file in it.
public final class DurableFiles {
    private DurableFiles() {}

    /// Writes what a file is to hold.
    @FunctionalInterface
    public interface Content {
        /// @param out unbuffered
        void writeTo(OutputStream out) throws IOException;
    }

    /// Makes `folder` and those above it that are missing.
    public static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folderOf(folder);
        makeFolder(parent);
        try {
            Files.createDirectory(folder, ownerOnly("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // Another process was faster, and may not have put it on disk yet.
        }
        sync(parent);
    }

    /// Puts a file in place of `file`, if there is any: whatever happens, it is the old one or the new one. One
    /// writer at a time.
    public static void replace(Path file, Content content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        destroy(draft);
        Files.createFile(draft, ownerOnly("rw-------"));
        try {
            write(draft, content);
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            destroy(draft);
        }
        sync(folderOf(file));
    }

    /// Writes `content` to the empty `file`, which is there; its name may not be on disk yet.
    public static void write(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    /// Overwrites what `file` holds with zeros. Media that write every block anew may keep the old one for a while;
    /// a disk that is encrypted itself closes the gap.
    public static void overwrite(FileChannel file) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(file.size()));
        file.position(0);
        while (zeros.hasRemaining()) {
            file.write(zeros);
        }
        file.force(true);
    }

    /// Overwrites and removes `file`, if it is there.
    public static void destroy(Path file) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            overwrite(channel);
        }
        Files.delete(file);
        sync(folderOf(file));
    }

    /// Puts on disk which files `folder` has.
    public static void sync(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " has no folder");
        }
        return folder;
    }

    /// None on a file system without owners and rights.
    private static FileAttribute<?>[] ownerOnly(String rights) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        };
    }
}
