package dev.bestow.keystore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.contract.NumberedRows;
import dev.bestow.keystore.contract.TestWrap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Three real nodes, one killed and then all of them, in the middle of writing: acknowledged writes lost = 0,
/// sequence numbers repeated = 0. Prints rate and stall. `-Dcrash.writes=10000` is the long form.
final class KilledNodesInterop {
    private static final int CALLERS = 64;
    private static final int CARDS = 8;
    private static final int KINDS = NumberedRows.KINDS + 1;

    /// Above every number written.
    private static final int CARD_NUMBERS = 1_000_000_000;

    private static final int WRITES = Integer.getInteger("crash.writes", 400);
    private static final long SECONDS_AFTERWARDS = 5;

    @TempDir private static Path folder;
    private static final List<CassandraServer> SERVERS = new ArrayList<>();

    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final Set<String> seqs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicLong lastNs = new AtomicLong();
    private final AtomicLong stallNs = new AtomicLong();
    private final AtomicBoolean stop = new AtomicBoolean();

    @BeforeAll
    static void start() {
        CassandraServer.require();
        for (int number = 1; number <= 3; number++) {
            SERVERS.add(CassandraServer.start(number, folder.resolve(String.valueOf(number))));
        }
        SERVERS.forEach(server -> server.awaitOthers(2));
        CassandraStore.init(config(), TestPorts.PORTS);
    }

    @AfterAll
    static void stopAll() {
        SERVERS.forEach(CassandraServer::close);
    }

    private static ClusterConfig config() {
        return new ClusterConfig(
                IntStream.rangeClosed(1, 3).mapToObj(CassandraServer::address).toList(),
                "datacenter1",
                "bestow",
                Map.of("datacenter1", 3),
                null,
                null);
    }

    @Test
    void nothingAcknowledgedIsLostWhenOneNodeAndThenAllAreKilled() throws Exception {
        try (NodeStore store = CassandraStore.open(config(), TestPorts.PORTS)) {
            for (int card = 0; card < CARDS; card++) {
                store.subscribers().put(Facts.subscriber(CARD_NUMBERS + card, 1));
            }
            writeAround(store, "one of three killed", () -> SERVERS.get(2).kill());
            SERVERS.get(2).restart();
            writeAround(store, "all three killed", () -> SERVERS.forEach(CassandraServer::kill));
            SERVERS.forEach(CassandraServer::restart);
        }
        try (NodeStore store = CassandraStore.open(config(), TestPorts.PORTS)) {
            List<Integer> lost = acknowledged.stream().filter(n -> !isThere(store, n)).toList();
            System.out.printf(
                    "%,d writes acknowledged, %d lost, %d sequence numbers repeated%n",
                    acknowledged.size(), lost.size(), repeated.get());
            assertThat(lost).isEmpty();
            assertThat(repeated).hasValue(0);
            assertThat(acknowledged.size()).isGreaterThanOrEqualTo(WRITES);
        }
    }

    /// Writes, does `fault` in the middle, writes on, and stops.
    private void writeAround(NodeStore store, String name, Runnable fault) throws Exception {
        int before = acknowledged.size();
        long startNs = System.nanoTime();
        lastNs.set(startNs);
        stallNs.set(0);
        stop.set(false);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.startVirtualThread(() -> writeUntilStopped(store)));
        }
        while (acknowledged.size() < before + WRITES / 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double rate = (acknowledged.size() - before) * 1e9 / (System.nanoTime() - startNs);
        fault.run();
        TimeUnit.SECONDS.sleep(SECONDS_AFTERWARDS);
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        System.out.printf(
                "%s: %,.0f writes/s before, longest stall afterwards %,.1f s%n",
                name, rate, Math.max(stallNs.get(), System.nanoTime() - lastNs.get()) / 1e9);
    }

    private void writeUntilStopped(NodeStore store) {
        while (!stop.get()) {
            int number = next.getAndIncrement();
            try {
                write(store, number);
                acknowledged.add(number);
                long now = System.nanoTime();
                stallNs.accumulateAndGet(now - lastNs.getAndSet(now), Math::max);
            } catch (StoreFailure e) {
                // Not acknowledged: it may be there or not.
            }
        }
    }

    /// By turns each kind of row, and a number.
    private void write(NodeStore store, int number) {
        int kind = number % KINDS;
        if (kind < NumberedRows.KINDS) {
            NumberedRows.write(store, new TestWrap(), kind, number);
        } else {
            int card = CARD_NUMBERS + number / KINDS % CARDS;
            long seq = store.sqnCeilings().takeSeq(Facts.imsi(card), 1, 1).orElseThrow();
            repeated.addAndGet(seqs.add(card + ":" + seq) ? 0 : 1);
        }
    }

    private static boolean isThere(NodeStore store, int number) {
        int kind = number % KINDS;
        return kind == NumberedRows.KINDS
                || NumberedRows.isThere(store, new TestWrap(), kind, number);
    }
}
