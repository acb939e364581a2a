package dev.bestow.conformance;

import static dev.bestow.conformance.OperatedNetwork.FIRST;
import static dev.bestow.conformance.OperatedNetwork.SECOND;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bestow.core.AsId;
import dev.bestow.core.Guti;
import dev.bestow.link.http.NorthboundClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// kill -9 of an SCEF in the middle of retrievals, `-Daudit.rounds` times: every key that an endpoint got is in the
/// audit log, under the endpoint's name.
class AuditKilledTest {
    private static final int ROUNDS = Integer.getInteger("audit.rounds", 3);
    private static final int AT_ONCE = 6;
    private static final int FEWEST_KEYS = 100;
    private static final int MORE_KEYS = 900;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A key that an endpoint got, or a line about one.
    private record Left(String endpoint, String randId) {}

    @Test
    void everyKeyThatAnEndpointGotIsInTheLogOfAnScefThatWasKilled(@TempDir Path folder)
            throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Left, LongAdder> got = new ConcurrentHashMap<>();
        try (OperatedNetwork network = OperatedNetwork.start(folder)) {
            network.edit(
                    "scef",
                    "applicationServers: [as.example.net]",
                    "applicationServers: [as.example.net, as2.example.net]");
            network.reload(0, "scef");
            Guti guti = OperatedNetwork.attached(network.device(network.nodes().address(36412)));
            int eksi = OperatedNetwork.eksi(network.client(FIRST), FIRST, guti);
            for (int round = 0; round < ROUNDS; round++) {
                long killAt = sum(got) + FEWEST_KEYS + random.nextInt(MORE_KEYS);
                killedAt(killAt, network, got, guti, eksi);
                Map<Left, LongAdder> logged = logged(network.nodes().data("scef"));
                got.forEach((key, times) ->
                        assertThat(logged.getOrDefault(key, new LongAdder()).sum())
                                .as("lines about %s, seed %d, round %s", key, seed, killAt)
                                .isGreaterThanOrEqualTo(times.sum()));
                network.nodes().start("scef");
                network.nodes().awaitReady("scef");
            }
            System.out.printf(
                    "audit log and kill -9: %d kills, %d keys got, %d lines%n",
                    ROUNDS, sum(got), sum(logged(network.nodes().data("scef"))));
        }
    }

    private static long sum(Map<Left, LongAdder> counts) {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// Both endpoints ask as fast as they can until the SCEF is killed.
    private static void killedAt(
            long keys, OperatedNetwork network, Map<Left, LongAdder> got, Guti guti, int eksi)
            throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> asking = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (AsId name : List.of(FIRST, SECOND)) {
                NorthboundClient client = network.client(name);
                for (int i = 0; i < AT_ONCE; i++) {
                    asking.add(
                            threads.submit(() -> {
                                while (!over.get()) {
                                    String key = OperatedNetwork.fetched(client, name, guti, eksi);
                                    if (OperatedNetwork.isKey(key)) {
                                        got.computeIfAbsent(
                                                        new Left(name.fqdn(), key),
                                                        _ -> new LongAdder())
                                                .increment();
                                    }
                                }
                            }));
                }
            }
            try {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> sum(got) >= keys);
                network.nodes().kill("scef");
            } finally {
                over.set(true);
            }
            for (Future<?> each : asking) {
                each.get();
            }
        }
    }

    /// By whole lines; of those the kill tore no key left.
    private static Map<Left, LongAdder> logged(Path data) throws IOException {
        Map<Left, LongAdder> logged = new ConcurrentHashMap<>();
        try (Stream<Path> files = Files.list(data.resolve("audit"))) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    count(line, logged);
                }
            }
        }
        return logged;
    }

    private static void count(String line, Map<Left, LongAdder> logged) {
        try {
            JsonNode read = JSON.readTree(line);
            if (read.hasNonNull("endpoint") && read.hasNonNull("randId")) {
                var key = new Left(read.get("endpoint").asText(), read.get("randId").asText());
                logged.computeIfAbsent(key, _ -> new LongAdder()).increment();
            }
        } catch (JsonProcessingException e) {
            assertThat(line).as("torn by a kill").doesNotEndWith("}");
        }
    }
}
