package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

final class RowCacheTest {
    private static final byte[] KEY = {1};

    private final AtomicInteger reads = new AtomicInteger();
    private int row = 1;

    /// Happens once, while the table is being read.
    private Runnable meanwhile = () -> {};

    private RowCache<Integer> cache(int places) {
        return new RowCache<>(
                places,
                _ -> {
                    reads.incrementAndGet();
                    int read = row;
                    Runnable once = meanwhile;
                    meanwhile = () -> {};
                    once.run();
                    return read;
                });
    }

    private void write(RowCache<Integer> cache, int next) {
        cache.hold(KEY);
        row = next;
        cache.release(KEY);
    }

    @Test
    void aRowIsReadOnceUntilItIsWritten() {
        RowCache<Integer> cache = cache(1);
        assertThat(List.of(cache.get(KEY), cache.get(KEY))).containsOnly(1);
        assertThat(reads).hasValue(1);
        write(cache, 2);
        assertThat(List.of(cache.get(KEY), cache.get(KEY))).containsOnly(2);
        assertThat(reads).hasValue(2);
    }

    @Test
    void whatWasReadBeforeAWriteIsNotKeptAfterIt() {
        RowCache<Integer> cache = cache(1);
        meanwhile = () -> write(cache, 2);
        assertThat(cache.get(KEY)).as("a reader that began before the write").isEqualTo(1);
        assertThat(cache.get(KEY)).isEqualTo(2);
    }

    @Test
    void whatWasReadWhileAWriteIsUnderWayIsNotKept() {
        RowCache<Integer> cache = cache(1);
        cache.get(KEY);
        cache.hold(KEY);
        assertThat(cache.get(KEY)).isEqualTo(1);
        row = 2;
        assertThat(cache.get(KEY)).as("already written, not yet acknowledged").isEqualTo(2);
        cache.release(KEY);
        assertThat(cache.get(KEY)).isEqualTo(2);
    }

    @Test
    void whatAReaderBeganDuringOneWriteIsNotKeptAfterAnother() {
        RowCache<Integer> cache = cache(1);
        cache.hold(KEY);
        cache.release(KEY);
        meanwhile =
                () -> {
                    write(cache, 2);
                    write(cache, 3);
                };
        assertThat(cache.get(KEY)).isEqualTo(1);
        assertThat(cache.get(KEY)).isEqualTo(3);
    }

    @Test
    void rowsOfOnePlaceTakeTurns() {
        RowCache<Integer> cache = new RowCache<>(1, key -> (int) key[0]);
        for (byte key = 0; key < 4; key++) {
            assertThat(cache.get(new byte[] {key})).isEqualTo((int) key);
        }
        assertThat(cache.get(new byte[] {0})).isZero();
    }

    @Test
    void keysThatFollowEachOtherSeldomShareAPlace() {
        RowCache<Integer> cache =
                new RowCache<>(
                        1 << 14,
                        _ -> {
                            reads.incrementAndGet();
                            return 1;
                        });
        for (int round = 0; round < 2; round++) {
            for (int number = 0; number < 1_000; number++) {
                cache.get(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
                cache.get(ImsiKey.encode("00101" + (1_000_000_000 + number)));
            }
        }
        // Each once, and again only those whose place another one took: chance makes that about
        // 480.
        assertThat(reads.get()).isBetween(2_000, 2_700);
    }

    @Test
    void afterAWriteThatFailedTheRowIsWhatItWas(@TempDir Path folder) {
        RocksTables tables = StoreFolder.open(folder.resolve("store"));
        RowCache<Integer> cache = tables.cached(Table.META, (_, value) -> number(value));
        tables.write(draft(tables, 7));
        assertThat(cache.get(KEY)).isEqualTo(7);
        Draft failing = draft(tables, 8);
        tables.close();
        assertThatThrownBy(() -> tables.write(failing)).isInstanceOf(StoreFailure.class);
        assertThat(cache.get(KEY)).isEqualTo(7);
    }

    @Test
    void noReaderSeesARowGoBackAndEveryAcknowledgedWriteIsSeen(@TempDir Path folder)
            throws Exception {
        try (RocksTables tables = StoreFolder.open(folder.resolve("store"));
                var threads = Executors.newFixedThreadPool(3)) {
            RowCache<Integer> cache = tables.cached(Table.META, (_, value) -> number(value));
            AtomicInteger acknowledged = new AtomicInteger();
            CountDownLatch started = new CountDownLatch(3);
            AtomicBoolean ended = new AtomicBoolean();
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(
                        threads.submit(() -> {
                            started.countDown();
                            int highest = 0;
                            while (!ended.get()) {
                                int least = Math.max(highest, acknowledged.get());
                                int uncached = number(tables.get(Table.META, KEY));
                                highest = cache.get(KEY);
                                assertThat(highest)
                                        .isGreaterThanOrEqualTo(Math.max(least, uncached));
                            }
                            return cache.get(KEY);
                        }));
            }
            started.await();
            for (int next = 1; next <= 500; next++) {
                tables.write(draft(tables, next));
                acknowledged.set(next);
            }
            ended.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isEqualTo(500);
            }
        }
    }

    private static Draft draft(RocksTables tables, int number) {
        Draft draft = new Draft(tables::get);
        draft.put(Table.META, KEY, ByteBuffer.allocate(4).putInt(number).array());
        return draft;
    }

    private static int number(byte @Nullable [] value) {
        return value == null ? 0 : ByteBuffer.wrap(value).getInt();
    }
}
