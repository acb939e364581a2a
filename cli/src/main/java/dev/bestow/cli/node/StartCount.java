package dev.bestow.cli.node;

import dev.bestow.core.DurableFiles;
import dev.bestow.core.Refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How often an MME was started: a number in a file. It orders an MME's confirmations across its
/// restarts, where no clock may.
final class StartCount {
    private static final String FILE = "starts";

    private StartCount() {}

    /// One more than last time, on disk before it is returned.
    static long next(Path folder) throws IOException {
        DurableFiles.makeFolder(folder);
        Path file = folder.resolve(FILE);
        long next = (Files.exists(file) ? read(file) : 0) + 1;
        byte[] line = (next + "\n").getBytes(StandardCharsets.US_ASCII);
        DurableFiles.replace(file, out -> out.write(line));
        return next;
    }

    private static long read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refused(
                    file.toString(),
                    "holds no number; restore it, or write one higher than any before");
        }
    }
}
