package dev.bestow.keystore.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// A folder on a disk that loses power: what a process did to it is noted by `disk_recorder.c`, and
/// [#afterPowerCut] makes the folder that would be found afterwards. A file is there when it has been fsynced and,
/// after it was made or moved, its directory too; of what was appended after its last fsync it has nothing, or by
/// chance a part. That a file was removed, or replaced by a rename, counts as durable at once.
final class RecordedDisk {
    /// How long a file is after a power cut that was `synced` octets long on disk and `written` for everybody else.
    @FunctionalInterface
    interface Tail {
        long length(long synced, long written);
    }

    static final Tail DROPPED = (synced, _) -> synced;

    /// Pages of the tail got to the disk by themselves.
    static Tail torn(Random random) {
        return (synced, written) -> random.nextLong(synced, written + 1);
    }

    private final Path folder;
    private final Path record;

    /// What was there before the process: all of it durable.
    private final Map<Long, Long> lengths = new HashMap<>();

    private final Set<Long> named = new HashSet<>();

    RecordedDisk(Path folder, Path record) throws IOException {
        this.folder = folder;
        this.record = record;
        for (Path path : everything(folder)) {
            lengths.put(inode(path), Files.size(path));
            named.add(inode(path));
        }
    }

    /// Compiles the recorder into `folder`.
    static Path recorder(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("disk_recorder.so");
        Process compiler =
                new ProcessBuilder(
                                "cc",
                                "-shared",
                                "-fPIC",
                                "-O2",
                                "-o",
                                library.toString(),
                                "src/test/c/disk_recorder.c",
                                "-ldl")
                        .inheritIO()
                        .start();
        if (compiler.waitFor() != 0) {
            throw new IOException("cc does not compile src/test/c/disk_recorder.c");
        }
        return library;
    }

    Map<String, String> environment(Path recorder) {
        return Map.of("LD_PRELOAD", recorder.toString(), "DISK_RECORD", record.toString());
    }

    List<String> notes() throws IOException {
        return Files.readAllLines(record);
    }

    /// Copies into `target` what a power cut left after these notes.
    void afterPowerCut(Path target, List<String> notes, Tail tail) throws IOException {
        for (String line : notes) {
            String[] words = line.split(" ", -1);
            long inode = Long.parseLong(words[1]);
            switch (words[0]) {
                case "synced" -> lengths.put(inode, Long.parseLong(words[2]));
                case "named", "replaced" -> named.add(inode);
                case "moved" -> named.remove(inode);
                case "gone" -> {
                    lengths.remove(inode);
                    named.remove(inode);
                }
                default -> throw new IOException("no such note: " + line);
            }
        }
        Files.createDirectories(target);
        for (Path path : everything(folder)) {
            Path copy = target.resolve(folder.relativize(path));
            if (!named.contains(inode(path)) || !Files.exists(copy.getParent())) {
                continue;
            }
            Long synced = lengths.get(inode(path));
            if (Files.isDirectory(path)) {
                Files.createDirectory(copy);
            } else if (synced != null) {
                Files.copy(path, copy);
                long written = Files.size(path);
                cut(copy, tail.length(Math.min(synced, written), written));
            }
        }
    }

    private static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    /// Directories before what is in them.
    private static List<Path> everything(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder)).toList();
        }
    }

    private static long inode(Path path) throws IOException {
        return (Long) Files.getAttribute(path, "unix:ino");
    }
}
