package dev.bestow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A node of a benchmark in a process of its own, so that its processor time is nobody else's: that of all its
/// threads, its compiler and its collector included.
final class NodeProcess implements AutoCloseable {
    /// What a child says before the port it listens on.
    static final String PORT = "port ";

    private static final long CLOSE_SECONDS = 30;

    private final Process process;
    private final InetSocketAddress address;

    private NodeProcess(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /// Starts [BenchNode] with these arguments, and waits until it listens.
    static NodeProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:+UseParallelGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(System.getProperty("bench.node", "").split(" +")));
        command.removeIf(String::isEmpty);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), BenchNode.class.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(PORT)) {
                int port = Integer.parseInt(line.substring(PORT.length()));
                return new NodeProcess(
                        process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
        }
        throw new IOException(String.join(" ", arguments) + " did not start");
    }

    /// Where its Diameter peers reach it.
    InetSocketAddress address() {
        return address;
    }

    /// Processor time so far; the kernel counts in steps of 10 ms.
    long cpuNs() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /// It ends with its standard input.
    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
