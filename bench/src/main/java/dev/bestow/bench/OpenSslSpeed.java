package dev.bestow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What `openssl speed` does on one thread of this machine, now.
final class OpenSslSpeed {
    private OpenSslSpeed() {}

    /// Operations a second of that cipher on so many octets.
    ///
    /// @param options further ones, such as `-aead`
    static double perSecond(String cipher, int octets, String... options)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("openssl", "speed", "-mr", "-seconds", "2", "-bytes"));
        command.add(Integer.toString(octets));
        command.addAll(List.of("-evp", cipher));
        command.addAll(List.of(options));
        Process openssl =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String figure =
                openssl.inputReader(StandardCharsets.US_ASCII)
                        .lines()
                        .filter(line -> line.startsWith("+F:"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("openssl speed told no figure"));
        openssl.waitFor();
        return Double.parseDouble(figure.substring(figure.lastIndexOf(':') + 1)) / octets;
    }
}
