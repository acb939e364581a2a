package dev.bestow.bench;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps a number of exchanges under way for a while and says what that gave and cost this process.
final class Window {
    private static final int WARM_UP_WIDTH = 256;
    private static final int MAX_SAMPLES = 4_000_000;

    private final Exchange exchange;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicLong failures = new AtomicLong();

    /// Begins an exchange; completes with whether it went well.
    @FunctionalInterface
    interface Exchange {
        CompletableFuture<Boolean> begin(int number);
    }

    /// What one run gave and cost, each exchange with every end of it in this process.
    record Run(
            int exchanges,
            double rate,
            double cpuUs,
            double garbagePerExchange,
            double p50Us,
            double p99Us) {}

    Window(Exchange exchange) {
        this.exchange = exchange;
    }

    /// Exchanges that did not go well, of all runs.
    long failures() {
        return failures.get();
    }

    /// So many that do not count.
    void warmUp(int exchanges) throws InterruptedException {
        for (int done = 0; done < exchanges; ) {
            done += measure(WARM_UP_WIDTH, 1).exchanges();
        }
    }

    /// Keeps `width` of them under way.
    Run measure(int width, long seconds) throws InterruptedException {
        Semaphore permits = new Semaphore(width);
        int[] latencies = new int[MAX_SAMPLES];
        AtomicInteger ended = new AtomicInteger();
        long allocatedBefore = Machine.allocatedOctets();
        long cpuBefore = Machine.cpuNs();
        long started = System.nanoTime();
        long untilNs = started + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < untilNs) {
            permits.acquire();
            int drained = 1 + permits.drainPermits();
            for (int i = 0; i < drained; i++) {
                long sentNs = System.nanoTime();
                var _ =
                        exchange.begin(number.getAndIncrement())
                                .whenComplete((good, failure) -> {
                                    if (failure != null || !good) {
                                        failures.incrementAndGet();
                                    }
                                    int sample = ended.getAndIncrement();
                                    latencies[sample % MAX_SAMPLES] =
                                            (int) (System.nanoTime() - sentNs);
                                    permits.release();
                                });
            }
        }
        permits.acquire(width);
        long tookNs = System.nanoTime() - started;
        long cpuNs = Machine.cpuNs() - cpuBefore;
        long allocated = Machine.allocatedOctets() - allocatedBefore;
        int samples = Math.min(ended.get(), MAX_SAMPLES);
        Arrays.sort(latencies, 0, samples);
        return new Run(
                ended.get(),
                ended.get() / (tookNs / 1e9),
                cpuNs / 1e3 / ended.get(),
                allocated / (double) ended.get(),
                latencies[samples / 2] / 1e3,
                latencies[(int) (samples * 0.99)] / 1e3);
    }
}
