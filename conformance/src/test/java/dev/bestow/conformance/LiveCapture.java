package dev.bestow.conformance;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// What crosses the loopback interface on a few TCP ports, taken by tshark. Datagrams of its own
/// mark the ends: it is running when the first has been captured, and complete when the last has,
/// so nobody has to wait for a while and hope.
public final class LiveCapture {
    /// Lengths of the marks, UDP header included, which is how tshark shows them.
    private static final String BEGINNING = "9";

    private static final String END = "10";
    private static final int TRIES = 100;
    private static final long TRY_MS = 200;

    private final Process tshark;
    private final DatagramSocket marks;
    private final BlockingQueue<String> captured = new LinkedBlockingQueue<>();

    private LiveCapture(Process tshark, DatagramSocket marks) {
        this.tshark = tshark;
        this.marks = marks;
        Thread.ofVirtual().name("capture").start(this::read);
    }

    /// Starts to capture TCP on `ports` into `file`; null when this machine does not permit that.
    public static @Nullable LiveCapture start(Path file, List<Integer> ports)
            throws IOException, InterruptedException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        var marks = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String filter =
                ports.stream()
                        .map(port -> "tcp port " + port + " or ")
                        .collect(Collectors.joining("", "", "udp port " + marks.getLocalPort()));
        var command =
                List.of(
                        "tshark",
                        "-n",
                        "-l",
                        "-i",
                        "lo",
                        "-f",
                        filter,
                        "-w",
                        file.toString(),
                        "-P",
                        "-T",
                        "fields",
                        "-e",
                        "udp.length");
        Process tshark =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var capture = new LiveCapture(tshark, marks);
        if (capture.reaches(BEGINNING)) {
            return capture;
        }
        capture.end();
        return null;
    }

    private void read() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                tshark.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                captured.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("tshark's output cannot be read", e);
        }
    }

    /// Sends marks until one has been captured.
    private boolean reaches(String mark) throws IOException, InterruptedException {
        byte[] payload = new byte[Integer.parseInt(mark) - 8];
        var packet = new DatagramPacket(payload, payload.length, marks.getLocalSocketAddress());
        for (int i = 0; i < TRIES && tshark.isAlive(); i++) {
            marks.send(packet);
            String line = captured.poll(TRY_MS, TimeUnit.MILLISECONDS);
            while (line != null) {
                if (line.equals(mark)) {
                    return true;
                }
                line = captured.poll();
            }
        }
        return false;
    }

    /// Ends the capture once everything sent so far is in the file.
    public void stop() throws IOException, InterruptedException {
        boolean complete = reaches(END);
        end();
        if (!complete) {
            throw new IOException("the capture did not reach its end");
        }
    }

    private void end() throws InterruptedException {
        marks.close();
        // By its handle: that leaves its output open, which ends with it.
        tshark.toHandle().destroy();
        tshark.waitFor();
    }
}
