package dev.bestow.conformance.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;

/// What a decoder is fuzzed from, in hex, a line each: good messages, and what once broke it. Lines that start with
/// `#` are comments.
record Corpus(Path file) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "fuzz");

    /// Of the decoder called `name`; tests run in the folder of their module.
    static Corpus of(String name) {
        return new Corpus(FOLDER.resolve(name + ".hex"));
    }

    List<byte[]> inputs() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(HexFormat.of()::parseHex)
                .toList();
    }

    /// One file for each, as libFuzzer reads them.
    void unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (byte[] input : inputs()) {
            Files.write(folder.resolve("corpus-" + number++), input);
        }
    }

    /// Stays as a test.
    void add(String comment, byte[] input) throws IOException {
        Files.writeString(
                file,
                "# " + comment + "\n" + HexFormat.of().formatHex(input) + "\n",
                StandardOpenOption.APPEND);
    }
}
