package dev.bestow.aka;

import static dev.bestow.aka.SqnWorld.IMSI;
import static dev.bestow.aka.SqnWorld.PROFILE;
import static dev.bestow.aka.SqnWorld.SLICE;
import static dev.bestow.aka.SqnWorld.issued;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Imsi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SqnConcurrencyTest {
    private static final long START = 91_000_000;

    private final SqnWorld world = SqnWorld.at(START);
    private final Queue<String> late = new ConcurrentLinkedQueue<>();

    @Test
    void manyCallersAndRisingOffsetsNeverShareANumber() throws Exception {
        SqnGenerator generator = world.generator();
        Set<Sqn> seen = ConcurrentHashMap.newKeySet();
        List<Future<?>> callers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int caller = 0; caller < 8; caller++) {
                callers.add(
                        threads.submit(() -> {
                            for (int n = 0; n < 2_000; n++) {
                                Sqn sqn = issued(generator.issue(IMSI, SLICE, PROFILE)).sqn();
                                assertThat(seen.add(sqn)).as("%s is new", sqn).isTrue();
                                if (n % 50 == 0) {
                                    // The smallest raise is the one most likely to collide.
                                    world.raise(IMSI, world.offset(IMSI) + 1);
                                }
                            }
                        }));
            }
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(seen).hasSize(16_000);
    }

    @Test
    void aSlowDiskHoldsUpNobodyWhoseNumberIsBelowTheCeiling() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        SqnCeilings slow =
                new SqnCeilings() {
                    @Override
                    public long ceiling() {
                        return 0;
                    }

                    @Override
                    public void raise(long ceiling) {
                        if (ceiling > START + 150) {
                            writing.countDown();
                            await(written);
                        }
                    }
                };
        SqnGenerator generator = new SqnGenerator(world, slow, world, SqnLimits.DEFAULT);
        issued(generator.issue(IMSI, SLICE, PROFILE));
        world.pass(100);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SqnIssue> refresher =
                    threads.submit(() -> generator.issue(IMSI, SLICE, PROFILE));
            await(writing);
            issued(generator.issue(Imsi.parse("001010000000002"), SLICE, PROFILE));
            assertThat(refresher.isDone()).isFalse();
            written.countDown();
            issued(refresher.get());
        }
    }

    /// The one who needs the ceiling waits for it, from the very number that is not below it.
    @Test
    void nobodyGetsTheNumberAtTheCeilingBeforeTheCeilingHasMoved() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        AtomicLong durable = new AtomicLong();
        SqnCeilings slow =
                new SqnCeilings() {
                    @Override
                    public long ceiling() {
                        return 0;
                    }

                    @Override
                    public void raise(long ceiling) {
                        if (durable.get() != 0) {
                            writing.countDown();
                            await(written);
                        }
                        durable.set(ceiling);
                    }
                };
        SqnGenerator generator = new SqnGenerator(world, slow, world, SqnLimits.DEFAULT);
        issued(generator.issue(IMSI, SLICE, PROFILE));
        long ceiling = durable.get();
        world.pass(100);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SqnIssue> refresher =
                    threads.submit(() -> generator.issue(IMSI, SLICE, PROFILE));
            await(writing);
            world.pass(ceiling - START - 100);
            Imsi other = Imsi.parse("001010000000002");
            Thread waiting =
                    Thread.ofPlatform()
                            .start(() -> {
                                long g = SqnWorld.seq(generator.issue(other, SLICE, PROFILE));
                                late.add(g < durable.get() ? "covered" : "too early");
                            });
            while (waiting.isAlive() && waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(late).isEmpty();
            written.countDown();
            waiting.join();
            assertThat(late).containsExactly("covered");
            issued(refresher.get());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("waited too long");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
