package dev.bestow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Where a benchmark has its stores: below `bench/target`.
final class BenchFolder {
    private BenchFolder() {}

    /// The folder `name`, with nothing in it.
    static Path fresh(String name) throws IOException {
        Path folder =
                Path.of(System.getProperty("bestow.root", "."), "bench", "target").resolve(name);
        delete(folder);
        return Files.createDirectories(folder);
    }

    /// Octets of all files in it.
    static long size(Path folder) throws IOException {
        long octets = 0;
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                octets += Files.size(path);
            }
        }
        return octets;
    }

    /// Deletes it and all in it, if it is there.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
