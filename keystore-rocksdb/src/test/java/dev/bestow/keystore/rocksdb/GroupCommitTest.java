package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

final class GroupCommitTest {
    private static final byte[] KEY = "counter".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;
    private RocksTables tables;
    private GroupCommit commits;

    @BeforeEach
    void open() {
        tables = StoreFolder.open(folder.resolve("store"));
        commits = new GroupCommit(tables, "test");
    }

    @AfterEach
    void close() {
        commits.close();
        tables.close();
    }

    private static int counter(byte @Nullable [] value) {
        return value == null ? 0 : ByteBuffer.wrap(value).getInt();
    }

    private static int increment(Draft draft) {
        int next = counter(draft.get(Table.META, KEY)) + 1;
        draft.put(Table.META, KEY, ByteBuffer.allocate(4).putInt(next).array());
        return next;
    }

    @Test
    void readModifyWritesOfManyCallersLoseNothing() {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                executor.execute(() -> commits.commit(GroupCommitTest::increment));
            }
        }
        assertThat(counter(tables.get(Table.META, KEY))).isEqualTo(1_000);
    }

    @Test
    void aLoneCallerCommitsForItself() {
        assertThat(
                        commits.<Thread>commit(draft -> {
                            increment(draft);
                            return Thread.currentThread();
                        }))
                .isSameAs(Thread.currentThread());
        assertThat(counter(tables.get(Table.META, KEY))).isEqualTo(1);
    }

    @Test
    void whoComesMeanwhileIsCommittedTogether() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new CountDownLatch(1);
            var threads = Collections.synchronizedSet(new HashSet<Thread>());
            commits.commit(draft -> {
                for (int i = 0; i < 3; i++) {
                    executor.execute(() -> {
                        asked.countDown();
                        commits.commit(other -> {
                            threads.add(Thread.currentThread());
                            return increment(other);
                        });
                    });
                }
                return awaited(asked) && threads.isEmpty() ? increment(draft) : 0;
            });
            executor.shutdown();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(counter(tables.get(Table.META, KEY))).isEqualTo(4);
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void workThatThrowsWritesNothingAndLeavesTheOthersAlone() {
        commits.commit(GroupCommitTest::increment);
        assertThatThrownBy(() ->
                        commits.commit(draft -> {
                            increment(draft);
                            throw new StoreFailure("a damaged row");
                        }))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("a damaged row");
        assertThatThrownBy(() ->
                        commits.commit(draft -> {
                            increment(draft);
                            throw new AssertionError("a bug");
                        }))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(AssertionError.class);
        assertThat(commits.<Integer>commit(GroupCommitTest::increment)).isEqualTo(2);
    }

    @Test
    void aCallerThatIsInterruptedStaysInterruptedAndItsWriteIsWhole() {
        Thread.currentThread().interrupt();
        commits.commit(GroupCommitTest::increment);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(counter(tables.get(Table.META, KEY))).isEqualTo(1);
    }

    @Test
    void whatWasAskedBeforeClosingIsDone() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var last = executor.submit(() -> commits.commit(GroupCommitTest::increment));
            last.get();
            commits.close();
        }
        assertThatThrownBy(() -> commits.commit(GroupCommitTest::increment))
                .isInstanceOf(StoreFailure.class);
        assertThat(counter(tables.get(Table.META, KEY))).isEqualTo(1);
    }

    @Test
    void aFailedWriteIsHeardByEveryCallerAndTheThreadGoesOn() {
        tables.close();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() ->
                            commits.commit(draft -> {
                                draft.put(Table.META, KEY, KEY);
                                return true;
                            }))
                    .isInstanceOf(StoreFailure.class);
        }
    }
}
