package dev.bestow.bench;

import dev.bestow.session.californium.dtls.DtlsReports;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.device.ProtectedSession;
import dev.bestow.session.device.SendOutcome;
import dev.bestow.session.ua.Plaintext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Devices that report by CoAP over DTLS, each in a session of its own, in a process of their own: a line in, `PORT
/// COUNT`; a line out, how many had an answer.
final class DtlsDevices implements AutoCloseable {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");

    private final Process process;
    private final BufferedReader answers;

    private DtlsDevices(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    static DtlsDevices start() throws IOException {
        return new DtlsDevices(
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseSerialGC",
                                        "-Xmx256m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        DtlsDevices.class.getName()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    /// Has so many report there, one after the other.
    ///
    /// @return how many had an answer
    int report(InetSocketAddress server, int count) throws IOException {
        var line = process.outputWriter(StandardCharsets.US_ASCII);
        line.write(server.getPort() + " " + count + "\n");
        line.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the devices' process has ended");
        }
        return Integer.parseInt(answer);
    }

    /// It ends with its standard input.
    @Override
    public void close() throws IOException {
        process.outputWriter(StandardCharsets.US_ASCII).close();
    }

    /// The devices' own process.
    public static void main(String[] arguments) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int space = line.indexOf(' ');
            int port = Integer.parseInt(line.substring(0, space));
            int count = Integer.parseInt(line.substring(space + 1));
            System.out.println(answered(port, count));
        }
    }

    /// libcoap has no such resource and says so under the key, which is an answer too.
    private static int answered(int port, int count) {
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var reports = new DtlsReports(null, DtlsReports.Patience.DEFAULT);
        int answered = 0;
        for (int i = 0; i < count; i++) {
            try (DeviceKey key = DtlsBench.key();
                    ProtectedSession session = reports.open(key, server)) {
                answered += session.send(REPORT) instanceof SendOutcome.NoAnswer ? 0 : 1;
            }
        }
        return answered;
    }
}
