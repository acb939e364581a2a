package dev.bestow.keystore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real Cassandra node in a process of its own, on 127.0.0.`number`, with the first as seed. Its jars are
/// those of the Maven artifact, its Java is a JDK 17, the newest it runs on.
final class CassandraServer implements AutoCloseable {
    static final int PORT = 9042;
    private static final long PATIENCE_MS = 120_000;

    private final int number;
    private final Path folder;
    private Process process;

    private CassandraServer(int number, Path folder, Process process) {
        this.number = number;
        this.folder = folder;
        this.process = process;
    }

    /// Skips the class and says so when there is no Cassandra; with `-Dinterop.required=true` it fails.
    static void require() {
        String missing = missing();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(missing).as("missing for Cassandra, which is required").isEmpty();
        }
        if (!missing.isEmpty()) {
            System.err.println("SKIPPED, " + missing + ": no Cassandra has kept our keys");
        }
        assumeTrue(missing.isEmpty(), missing);
    }

    /// What is not here of what it takes; empty when all is.
    private static String missing() {
        if (!Files.exists(classPath())) {
            return "no class path of Cassandra in " + classPath() + "; run with -Pcassandra";
        }
        return java17().isEmpty() ? "no JDK 17 under /usr/lib/jvm for Cassandra" : "";
    }

    static InetSocketAddress address(int number) {
        return new InetSocketAddress("127.0.0." + number, PORT);
    }

    /// Starts one with its data in `folder`, and waits until it answers.
    static CassandraServer start(int number, Path folder) {
        return start(number, folder, "");
    }

    /// With more lines of `cassandra.yaml`.
    static CassandraServer start(int number, Path folder, String more) {
        try {
            Files.createDirectories(folder);
            configure(number, folder, more);
            CassandraServer server = new CassandraServer(number, folder, launch(number, folder));
            server.awaitPort();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until this node has heard of so many others.
    void awaitOthers(int count) {
        try (CqlSession session =
                CqlSession.builder()
                        .addContactPoint(address(number))
                        .withLocalDatacenter("datacenter1")
                        .build()) {
            Node self = session.getMetadata().findNode(address(number)).orElseThrow();
            Statement<?> peers =
                    SimpleStatement.newInstance("SELECT peer FROM system.peers")
                            .setNode(self)
                            .setTimeout(Duration.ofMillis(PATIENCE_MS));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
            while (session.execute(peers).all().size() < count) {
                assertThat(System.nanoTime()).as("node %d is alone", number).isLessThan(end);
                pause();
            }
        }
    }

    /// SIGKILL.
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /// The same node again, with what is in its folder.
    void restart() {
        try {
            process = launch(number, folder);
            awaitPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IOException("Cassandra node " + number + " ended: " + log());
            }
            try (Socket socket = new Socket()) {
                socket.connect(address(number), 1_000);
                return;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IOException("Cassandra node " + number + " does not answer: " + log());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What went wrong, as far as it is told by lines that are neither debugging nor everyday life.
    private String log() throws IOException {
        List<String> lines =
                Files.readAllLines(folder.resolve("log")).stream()
                        .filter(line -> !line.contains(" DEBUG ") && !line.contains(" INFO "))
                        .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    /// Without bootstrap: there is nothing to stream, and joining would fail where gossip is slow.
    private static void configure(int number, Path folder, String more) throws IOException {
        String address = "127.0.0." + number;
        String yaml =
                """
                cluster_name: bestow
                num_tokens: 16
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                data_file_directories: ['%1$s/data']
                commitlog_directory: '%1$s/commitlog'
                saved_caches_directory: '%1$s/caches'
                hints_directory: '%1$s/hints'
                cdc_raw_directory: '%1$s/cdc'
                commitlog_sync: group
                commitlog_sync_group_window: 2ms
                commitlog_segment_size: 8MiB
                listen_address: %2$s
                rpc_address: %2$s
                storage_port: 7000
                native_transport_port: %3$d
                endpoint_snitch: SimpleSnitch
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters: [{seeds: '127.0.0.1:7000'}]
                memtable_allocation_type: heap_buffers
                auto_snapshot: false
                auto_bootstrap: false
                """
                        .formatted(folder.toAbsolutePath(), address, PORT);
        Files.writeString(folder.resolve("cassandra.yaml"), yaml + more);
    }

    private static Process launch(int number, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java17().orElseThrow().toString());
        command.addAll(
                List.of(
                        "-Xmx600m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.attach.allowAttachSelf=true",
                        "-Dcassandra.config=" + folder.resolve("cassandra.yaml").toUri(),
                        "-Dcassandra.storagedir=" + folder.toAbsolutePath(),
                        "-Dcassandra.ring_delay_ms=10000",
                        "-Dcassandra.superuser_setup_delay_ms=0",
                        "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                        "-Dcassandra.consistent.rangemovement=false",
                        "-Dcassandra.jmx.local.port=" + (7_198 + number)));
        for (String module :
                List.of(
                        "java.base/jdk.internal.misc",
                        "java.base/jdk.internal.ref",
                        "java.base/sun.nio.ch",
                        "java.management.rmi/com.sun.jmx.remote.internal.rmi",
                        "java.rmi/sun.rmi.registry",
                        "java.rmi/sun.rmi.server",
                        "java.sql/java.sql",
                        "java.rmi/sun.rmi.transport.tcp",
                        "jdk.unsupported/sun.misc")) {
            command.add("--add-exports=" + module + "=ALL-UNNAMED");
        }
        for (String module :
                List.of(
                        "java.base/java.io",
                        "java.base/java.lang",
                        "java.base/java.lang.module",
                        "java.base/java.lang.reflect",
                        "java.base/java.math",
                        "java.base/java.net",
                        "java.base/java.nio",
                        "java.base/java.nio.charset",
                        "java.base/java.nio.file.spi",
                        "java.base/java.util",
                        "java.base/java.util.concurrent",
                        "java.base/java.util.concurrent.atomic",
                        "java.base/jdk.internal.loader",
                        "java.base/jdk.internal.math",
                        "java.base/jdk.internal.module",
                        "java.base/jdk.internal.ref",
                        "java.base/jdk.internal.reflect",
                        "java.base/jdk.internal.util",
                        "java.base/jdk.internal.util.jar",
                        "java.base/jdk.internal.vm",
                        "java.base/sun.nio.ch",
                        "jdk.management/com.sun.management.internal",
                        "jdk.management.jfr/jdk.management.jfr")) {
            command.add("--add-opens=" + module + "=ALL-UNNAMED");
        }
        command.addAll(
                List.of(
                        "-cp",
                        Files.readString(classPath(), StandardCharsets.UTF_8).strip(),
                        "org.apache.cassandra.service.CassandraDaemon"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static Path classPath() {
        return Path.of(System.getProperty("cassandra.classpath", "server/target/classpath"));
    }

    private static Optional<Path> java17() {
        Path parent = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(parent)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(CassandraServer::is17)
                    .map(folder -> folder.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean is17(Path folder) {
        Path release = folder.resolve("release");
        try {
            return Files.exists(release) && Files.readString(release).contains("JAVA_VERSION=\"17");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
