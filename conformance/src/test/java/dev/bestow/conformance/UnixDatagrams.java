package dev.bestow.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// A UNIX datagram socket, which Java does not have and perl does: each message is answered as the test says.
public final class UnixDatagrams implements AutoCloseable {
    private static final Path SCRIPT =
            SourceTree.root().resolve("conformance/src/test/resources/interop/unix-datagrams.pl");

    private final Process perl;

    private UnixDatagrams(Process perl) {
        this.perl = perl;
    }

    /// Starts one at `paths`: ours, and whom we talk to if it is not whoever talks to us. Returns when it is there.
    ///
    /// @param answer of each message; null for none
    public static UnixDatagrams open(UnaryOperator<String> answer, Path... paths)
            throws IOException {
        String[] command = new String[2 + paths.length];
        command[0] = "perl";
        command[1] = SCRIPT.toString();
        for (int i = 0; i < paths.length; i++) {
            command[2 + i] = paths[i].toString();
        }
        Process perl =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader lines = perl.inputReader(StandardCharsets.US_ASCII);
        if (!"ready".equals(lines.readLine())) {
            perl.destroy();
            throw new IOException("perl opens no socket at " + paths[0]);
        }
        var datagrams = new UnixDatagrams(perl);
        Thread.ofVirtual()
                .start(() ->
                        lines.lines()
                                .map(answer)
                                .forEach(line -> {
                                    if (line != null) {
                                        datagrams.send(line);
                                    }
                                }));
        return datagrams;
    }

    /// Sends one.
    public void send(String message) {
        try {
            OutputStream out = perl.getOutputStream();
            out.write((message + "\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("perl has gone", e);
        }
    }

    @Override
    public void close() {
        perl.destroy();
    }
}
