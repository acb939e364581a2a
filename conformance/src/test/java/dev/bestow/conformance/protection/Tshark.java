package dev.bestow.conformance.protection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads one field of each packet of a capture; nothing where there is no tshark.
final class Tshark {
    private Tshark() {}

    static Optional<List<String>> read(Path pcap, String field) throws InterruptedException {
        try {
            Process tshark =
                    new ProcessBuilder("tshark", "-r", pcap.toString(), "-T", "fields", "-e", field)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String out;
            try (InputStream in = tshark.getInputStream()) {
                out = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            }
            return tshark.waitFor() == 0 ? Optional.of(out.lines().toList()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
