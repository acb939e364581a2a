package dev.bestow.network;

import dev.bestow.core.DurableFiles;
import dev.bestow.core.InvalidValue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A number in a file that grows with every start of an MME. It orders the MME's confirmations across its restarts.
/// That takes no clock; but it is never less than the clock's seconds, so that an MME that has lost its folder
/// does not count as an earlier life of itself, whose keys are out of use.
final class StartCount {
    static final String FILE = "starts";

    private StartCount() {}

    /// More than last time, on disk before it is returned.
    static long next(Path folder, long nowMs) throws IOException {
        DurableFiles.makeFolder(folder);
        Path file = folder.resolve(FILE);
        long next = Math.max((Files.exists(file) ? read(file) : 0) + 1, nowMs / 1_000);
        byte[] line = (next + "\n").getBytes(StandardCharsets.US_ASCII);
        DurableFiles.replace(file, out -> out.write(line));
        return next;
    }

    private static long read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidValue(
                    file.toString(),
                    "holds no number; restore it, or write one higher than any before");
        }
    }
}
