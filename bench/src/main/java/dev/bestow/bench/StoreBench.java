package dev.bestow.bench;

import org.rocksdb.RocksDBException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/// The embedded store with a million subscribers: octets of disk, time to start, look-up of a key, and its
/// rates beside RocksDB alone and, when there is one, Redis; all of them fsync before they acknowledge. Usage:
/// `bench/run store [SUBSCRIBERS [SECONDS]]`.
public final class StoreBench {
    static final int REDIS_PROFILES = 1_000;
    private static final int[] CALLERS = {1, 8, 256};
    private static final int LOOKUPS = 100_000;

    /// So few that nearly all have a place in the store's own cache.
    private static final int CACHED = 1_000;

    private final Path folder;
    private final int subscribers;
    private final long seconds;
    private final AtomicInteger numbers = new AtomicInteger();

    private StoreBench(Path folder, int subscribers, long seconds) {
        this.folder = folder;
        this.subscribers = subscribers;
        this.seconds = seconds;
    }

    /// Prints a line for each finding.
    public static void main(String[] arguments) throws Exception {
        int subscribers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 3;
        Path folder = BenchFolder.fresh("store");
        System.out.println("the store: " + Machine.description());
        StoreBench bench = new StoreBench(folder, subscribers, seconds);
        bench.load();
        double[][] own = bench.own();
        double[][] rocks = bench.rocks();
        print("Bestow, group commit: one fsync for the callers waiting", own, own);
        print("RocksDB alone, sync=true, its own write groups", rocks, own);
        if (bench.redisIsThere()) {
            print("Redis on loopback, appendfsync always", bench.redis(), own);
        } else {
            System.out.println("no comparison with Redis: apt install redis-server");
        }
        BenchFolder.delete(folder);
    }

    private void load() throws IOException, RocksDBException {
        long started = System.nanoTime();
        try (StoreOfBestow store = new StoreOfBestow(folder, subscribers)) {
            store.load();
        }
        System.out.printf(
                Locale.ROOT,
                "%,d subscribers loaded in %.1f s%n",
                subscribers,
                (System.nanoTime() - started) / 1e9);
        try (StoreOfRocks rows = new StoreOfRocks(rows())) {
            rows.compact();
        }
        long octets = BenchFolder.size(folder.resolve("store"));
        System.out.printf(
                Locale.ROOT,
                "%,.1f octets of disk a subscriber, compacted%n",
                (double) octets / subscribers);
    }

    private Path rows() {
        return folder.resolve("store").resolve("rows");
    }

    private double[][] own() throws Exception {
        double[][] rates;
        try (StoreOfBestow store = opened("start, compacted")) {
            rates = rates(store);
        }
        try (StoreOfBestow store = opened("start after the keys were written")) {
            int keys = numbers.get();
            SplittableRandom random = new SplittableRandom(1);
            // A subscriber keeps a few keys, so old numbers may be gone once all have had one.
            int oldest = Math.max(0, keys - subscribers);
            lookUp("first after a start", store::select, random, oldest, keys);
            lookUp("any, blocks in RocksDB's cache", store::select, random, oldest, keys);
            int some = Math.max(oldest, keys - CACHED);
            lookUp("some of them", store::select, random, some, keys);
            lookUp("the same again, cached", store::select, random, some, keys);
        }
        return rates;
    }

    private StoreOfBestow opened(String what) {
        long started = System.nanoTime();
        StoreOfBestow store = new StoreOfBestow(folder, subscribers);
        store.profile(0);
        System.out.printf(
                Locale.ROOT,
                "%s, first subscriber read: %.0f ms%n",
                what,
                (System.nanoTime() - started) / 1e6);
        return store;
    }

    private static void lookUp(
            String what, IntConsumer select, SplittableRandom random, int from, int to) {
        long[] ns = new long[LOOKUPS];
        for (int i = 0; i < LOOKUPS; i++) {
            int number = random.nextInt(from, to);
            long started = System.nanoTime();
            select.accept(number);
            ns[i] = System.nanoTime() - started;
        }
        Arrays.sort(ns);
        System.out.printf(
                Locale.ROOT,
                "look-up of a key, %s: p50 %.1f us, p99 %.1f us%n",
                what,
                ns[LOOKUPS / 2] / 1e3,
                ns[LOOKUPS * 99 / 100] / 1e3);
    }

    private double[][] rocks() throws Exception {
        try (StoreOfRocks rows = new StoreOfRocks(rows())) {
            return rates(rows);
        }
    }

    private boolean redisIsThere() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "redis-server")));
    }

    private double[][] redis() throws Exception {
        try (StoreOfRedis redis = new StoreOfRedis(folder.resolve("redis"))) {
            redis.load(REDIS_PROFILES);
            return rates(redis);
        }
    }

    /// Operations a second: key put and get, profile read; for each number of callers.
    private double[][] rates(StoreContender store) throws Exception {
        Operation putAndGet = () -> store.putAndGet(numbers.getAndIncrement());
        AtomicInteger at = new AtomicInteger();
        // Far apart, so that neighbours do not find each other's blocks.
        Operation profile = () -> store.profile(at.addAndGet(7_368_787) & Integer.MAX_VALUE);
        rate(1, 1, putAndGet);
        rate(1, 1, profile);
        double[][] rates = new double[2][CALLERS.length];
        for (int i = 0; i < CALLERS.length; i++) {
            rates[0][i] = rate(CALLERS[i], seconds, putAndGet);
            rates[1][i] = rate(CALLERS[i], seconds, profile);
        }
        return rates;
    }

    /// What callers do over and over.
    @FunctionalInterface
    private interface Operation {
        void run() throws Exception;
    }

    private double rate(int callers, long seconds, Operation operation)
            throws InterruptedException, ExecutionException {
        AtomicLong done = new AtomicLong();
        long started = System.nanoTime();
        long untilNs = started + seconds * 1_000_000_000L;
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(callers)) {
            Callable<Long> caller =
                    () -> {
                        long count = 0;
                        for (; System.nanoTime() < untilNs; count++) {
                            operation.run();
                        }
                        return done.addAndGet(count);
                    };
            for (int i = 0; i < callers; i++) {
                running.add(threads.submit(caller));
            }
        }
        for (Future<?> caller : running) {
            caller.get();
        }
        return done.get() / ((System.nanoTime() - started) / 1e9);
    }

    private static void print(String what, double[][] rates, double[][] own) {
        System.out.println(what);
        for (int i = 0; i < CALLERS.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "  %3d callers: %,9.0f key put+get/s (Bestow takes %.2f of its time),"
                            + " %,11.0f profile reads/s (%.2f)%n",
                    CALLERS[i],
                    rates[0][i],
                    rates[0][i] / own[0][i],
                    rates[1][i],
                    rates[1][i] / own[1][i]);
        }
    }
}
