package dev.bestow.cli.lab;

import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The lab's data folder: wiped at start, but only if a lab made it and no other lab is using it.
///
/// One file in it, which no wipe deletes, is both the mark of a lab's folder and what the lab that uses
/// the folder holds locked. The lock ends with the process, however that ends.
final class LabFolder implements AutoCloseable {
    /// Lies in every folder a lab made, and in no other.
    static final String MARK = "made-by-bestow-lab";

    private final FileChannel mark;

    private LabFolder(FileChannel mark) {
        this.mark = mark;
    }

    /// Takes `folder` and leaves nothing in it but the mark.
    ///
    /// @throws InvalidValue when it holds what no lab made, or another lab uses it
    static LabFolder take(Path folder) throws IOException {
        Path mark = folder.resolve(MARK);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidValue("--data", folder + " is a file");
        }
        if (Files.exists(folder) && Files.notExists(mark) && !isEmpty(folder)) {
            throw new InvalidValue(
                    "--data", folder + " is not empty and no lab made it; it would be wiped");
        }
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new InvalidValue(
                        "--data",
                        folder + " is in use by another lab; choose another folder with --data");
            }
            wipe(folder, mark);
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            "Everything here is wiped when a lab starts.\n"
                                    .getBytes(StandardCharsets.US_ASCII)));
            return new LabFolder(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// `null` when somebody else has it, in this process or another one.
    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void wipe(Path folder, Path mark) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            if (!path.equals(folder) && !path.equals(mark)) {
                Files.delete(path);
            }
        }
    }

    /// Others may take the folder now.
    @Override
    public void close() throws IOException {
        mark.close();
    }
}
