package dev.bestow.keystore.rocksdb;

import dev.bestow.keystore.StoreFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Many callers, one batch, one fsync. A single platform thread takes whatever work has queued up while
/// the fsync before it ran, does it piece by piece on a draft, writes the draft and only then answers:
/// an acknowledgement always comes after the fsync, and work is atomic because one batch at a time changes
/// rows.
///
/// A caller who finds nobody else does its own work itself, for two changes of threads take as long as an
/// fsync of a good disk. A virtual one keeps its carrier busy for that fsync, at most one at a time and only
/// when nothing else waits.
///
/// Answers to work that changed nothing wait as well, because they may rest on changes of the same
/// batch.
final class GroupCommit implements AutoCloseable {
    /// Pieces of work per fsync; more waits for the next one, so that no caller waits for long.
    private static final int MAX_BATCH = 1_024;

    /// Callers beyond this wait to be queued: back-pressure instead of memory.
    private static final int MAX_QUEUED = 16_384;

    private final RocksTables tables;
    private final BlockingQueue<Work<?>> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
    private final Thread committer;
    private final Lock committing = new ReentrantLock();
    private final Object closing = new Object();
    private volatile boolean closed;

    GroupCommit(RocksTables tables, String name) {
        this.tables = tables;
        this.committer = Thread.ofPlatform().daemon().name("commit " + name).start(this::run);
    }

    /// Runs `change` alone and returns its answer once everything it changed is
    /// durable. When `change` throws, none of it is written; a [StoreFailure] comes out as one, a bug as
    /// [CompletionException].
    <T> T commit(Function<Draft, T> change) {
        Work<T> work = new Work<>(change);
        if (!committedAtOnce(work)) {
            synchronized (closing) {
                requireOpen();
                enqueue(work);
            }
        }
        try {
            return work.answer.join();
        } catch (CompletionException e) {
            // A store failure gets the caller's stack beside the committer's.
            throw e.getCause() instanceof StoreFailure failure
                    ? new StoreFailure(String.valueOf(failure.getMessage()), failure)
                    : e;
        }
    }

    /// Unless somebody is at it or waits to be.
    private boolean committedAtOnce(Work<?> work) {
        if (!queue.isEmpty() || !committing.tryLock()) {
            return false;
        }
        try {
            requireOpen();
            commit(List.of(work));
            return true;
        } finally {
            committing.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreFailure("the store is closed");
        }
    }

    private void enqueue(Work<?> work) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(work);
                break;
            } catch (InterruptedException e) {
                // The caller's interrupt is kept for the caller: a write is not half asked for.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Work<?>> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                // Nobody has reason to interrupt this thread; closing gives it work.
                continue;
            }
            committing.lock();
            try {
                queue.drainTo(batch, MAX_BATCH - 1);
                commit(batch);
            } finally {
                committing.unlock();
            }
        }
    }

    private void commit(List<Work<?>> batch) {
        try {
            tables.requireRoom();
            Draft draft = new Draft(tables::get);
            batch.forEach(work -> work.runOn(draft));
            if (!draft.isEmpty()) {
                tables.write(draft);
            }
            batch.forEach(Work::acknowledge);
        } catch (RuntimeException | Error e) {
            // Whatever it was, every caller hears of it and this thread goes on: it is the only
            // one.
            batch.forEach(work -> work.fail(e));
        }
    }

    /// Finishes the work that is queued, then stops.
    @Override
    public void close() {
        synchronized (closing) {
            if (!closed) {
                closed = true;
                enqueue(new Work<>(_ -> true));
            }
        }
        boolean interrupted = false;
        while (committer.isAlive()) {
            try {
                committer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// One caller's change and the answer it waits for.
    private static final class Work<T> {
        private final Function<Draft, T> change;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Runnable acknowledgement = () -> {};

        Work(Function<Draft, T> change) {
            this.change = change;
        }

        void runOn(Draft batch) {
            Draft own = new Draft(batch::get);
            try {
                T result = change.apply(own);
                batch.merge(own);
                acknowledgement = () -> answer.complete(result);
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }

        void acknowledge() {
            acknowledgement.run();
        }

        void fail(Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }
}
