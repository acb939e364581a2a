package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.cli.Main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The nodes as processes of their own, with the configuration that ships below `examples/`, copied into
/// a folder of its own and moved to ports that are free. Whatever still runs is killed at the end.
public final class NodeProcesses implements AutoCloseable {
    /// In each example.
    static final int CARDS = 2;

    private static final Path EXAMPLES = SourceTree.root().resolve("examples");

    /// Starting a JVM takes seconds when every core builds something.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// What the JVM ends with after SIGTERM: 128 and the signal's number.
    private static final int TERMINATED = 143;

    private static final List<Integer> TCP =
            List.of(3868, 3869, 3870, 8443, 9101, 9102, 9103, 9104);
    private static final List<Integer> UDP = List.of(36412, 5700, 1813, 5683, 4500, 5684);

    private static final Pattern PORT = Pattern.compile(":([0-9]{4,5})\\b");

    private final Path root;
    private final Path configurations;
    private final Map<Integer, Integer> ports = new HashMap<>();
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private int started;

    private record Running(Process process, Path output) {
        String text() {
            return SourceTree.read(output);
        }
    }

    /// What a process that ended by itself left.
    public record Ended(int status, String output) {}

    public NodeProcesses(Path root, String solution) throws IOException {
        this(root, "five-processes", "12", solution);
    }

    /// @param example its folder below `examples`
    /// @param shipped the solution that it is shipped with
    /// @param solution the one to run
    NodeProcesses(Path root, String example, String shipped, String solution) throws IOException {
        this.root = root;
        this.configurations = Files.createDirectories(root.resolve("examples").resolve(example));
        for (int port : TCP) {
            ports.put(port, FreePorts.next());
        }
        for (int port : UDP) {
            ports.put(port, FreePorts.next());
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(EXAMPLES.resolve(example))) {
            files = all.toList();
        }
        for (Path file : files) {
            Path copy = configurations.resolve(file.getFileName());
            Files.copy(file, copy);
            if (file.toString().endsWith(".yaml")) {
                Files.writeString(copy, moved(Files.readString(file), shipped, solution));
            }
        }
    }

    private String moved(String configuration, String shipped, String solution) {
        String row = "solution: \"" + solution + "\"";
        String moved = configuration.replace("solution: \"" + shipped + "\"", row);
        assertThat(moved).containsAnyOf(row, "solution: none");
        return PORT.matcher(moved).replaceAll(port -> ":" + here(Integer.parseInt(port.group(1))));
    }

    /// The port that stands here for a shipped one.
    private int here(int shipped) {
        return Objects.requireNonNull(ports.get(shipped), "a port of no node: " + shipped);
    }

    /// Writes `to` where a shipped configuration has `from`.
    void change(String file, String from, String to) throws IOException {
        Path copy = Path.of(configuration(file));
        String shipped = Files.readString(copy);
        assertThat(shipped).contains(from);
        Files.writeString(copy, shipped.replace(from, to));
    }

    /// What that node has said so far.
    String said(String node) {
        return Objects.requireNonNull(running.get(node), node).text();
    }

    /// Gives a shipped file another name.
    void rename(String file, String to) throws IOException {
        Files.move(Path.of(configuration(file)), Path.of(configuration(to)));
    }

    /// Makes the MME one that nobody changed, as the `README.md` beside its configuration says.
    void plainMme() throws IOException {
        Path file = Path.of(configuration("mme.yaml"));
        String shipped = Files.readString(file);
        String plain =
                shipped.replaceFirst(" {4}- host: scef.*\n {6}role.*\n {6}address.*\n", "")
                        .replaceFirst("solution: .*\n {2}scef: .*\n", "solution: none\n");
        assertThat(plain).doesNotContain("scef");
        Files.writeString(file, plain);
    }

    /// Lets EMKS and devices make runs of their own, as `README.md` beside their configuration says.
    void ownRuns() throws IOException {
        change("emks.yaml", "#ownRuns:", "ownRuns:");
        change("emks.yaml", "\n#  ", "\n  ");
        change("ue.yaml", "#emks:", "emks:");
        change("ue.yaml", "\n#  ", "\n  ");
    }

    /// Makes certificates for the key server and the endpoint, and subscribers of the cards.
    void prepare(String... names) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("keys", "test-certificates", "data/tls"));
        arguments.addAll(List.of(names));
        Ended certificates = run(arguments.toArray(String[]::new));
        assertThat(certificates.status()).as(certificates.output()).isZero();
        Ended provisioned =
                run("provision", configuration("cards.csv"), "--config", configuration("hss.yaml"));
        assertThat(provisioned.status()).as(provisioned.output()).isZero();
        assertThat(provisioned.output()).contains(CARDS + " added");
    }

    /// What processes that start from here on find in their environment.
    public void environment(String name, String value) {
        environment.put(name, value);
    }

    /// Where a shipped file lies here.
    public String configuration(String name) {
        return configurations.resolve(name).toString();
    }

    /// Where the node data of this folder is.
    Path data(String node) {
        return root.resolve("data").resolve(node);
    }

    /// Where a shipped port is here.
    InetSocketAddress address(int shipped) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), here(shipped));
    }

    /// Starts `node` without waiting for it.
    public void start(String node, String... options) {
        startAs(node, node, options);
    }

    /// Starts another `node` beside one, with the configuration of its own `name`.
    void startAs(String name, String node, String... options) {
        assertThat(running).doesNotContainKey(name);
        List<String> arguments = new ArrayList<>(List.of(node, "--config"));
        arguments.add(configuration(name + ".yaml"));
        arguments.addAll(List.of(options));
        running.put(name, fork(arguments.toArray(String[]::new)));
    }

    /// Ends it as `kill -9` does.
    void kill(String node) {
        Running it = Objects.requireNonNull(running.remove(node), node);
        it.process().destroyForcibly().onExit().join();
    }

    /// Waits until `node` says that it is ready.
    public void awaitReady(String node) {
        Running it = Objects.requireNonNull(running.get(node), node);
        await(node)
                .atMost(PATIENCE)
                .until(() -> it.text().contains(" ready: ") || !it.process().isAlive());
        assertThat(it.process().isAlive()).as(it::text).isTrue();
    }

    /// Sends SIGTERM and expects a clean end.
    ///
    /// @return what it had said
    public String stop(String node) throws InterruptedException {
        Running it = Objects.requireNonNull(running.remove(node), node);
        assertThat(it.process().isAlive()).as(it::text).isTrue();
        it.process().destroy();
        assertThat(it.process().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("%s ends on SIGTERM: %s", node, it.text())
                .isTrue();
        String output = it.text();
        assertThat(it.process().exitValue()).as(output).isEqualTo(TERMINATED);
        assertThat(output).contains(node + " stopped");
        assertThat(output).doesNotContain("did not stop cleanly", "\tat ");
        return output;
    }

    /// Runs a verb to its end.
    public Ended run(String... arguments) throws InterruptedException {
        Running it = fork(arguments);
        try {
            assertThat(it.process().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as(() -> Arrays.toString(arguments) + " ends: " + it.text() + everybody())
                    .isTrue();
            return new Ended(it.process().exitValue(), it.text());
        } finally {
            it.process().destroyForcibly();
        }
    }

    /// What all that still run have said, for the message of a failure.
    public String everybody() {
        return running.entrySet().stream()
                .map(node -> "\n-- " + node.getKey() + "\n" + node.getValue().text())
                .collect(Collectors.joining());
    }

    /// Binds every port once, which fails when a node still has it.
    public void requirePortsFree() throws IOException {
        for (int port : TCP) {
            new ServerSocket(here(port), 1, InetAddress.getLoopbackAddress()).close();
        }
        for (int port : UDP) {
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), here(port)))
                    .close();
        }
    }

    private Running fork(String... arguments) {
        Path output = root.resolve("output-" + started++ + ".txt");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(property("java.home"), "bin", "java").toString(),
                                "-ea:dev.bestow...",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                Main.class.getName()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Running(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The class path of this JVM, or of the loader a test launcher gave the tests.
    static String classPath() {
        if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(URL::toString)
                    .map(url -> Path.of(URI.create(url)).toString())
                    .collect(Collectors.joining(":"));
        }
        return property("java.class.path");
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    @Override
    public void close() {
        for (Running it : running.values()) {
            it.process().destroyForcibly().onExit().join();
        }
    }
}
