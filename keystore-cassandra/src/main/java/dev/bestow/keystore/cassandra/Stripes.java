package dev.bestow.keystore.cassandra;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Locks by key, within this process: for the two rules that are no merging of facts. What other processes
/// do meanwhile, the rules themselves must bear.
final class Stripes {
    private static final int STRIPES = 256;

    private final Lock[] locks = new Lock[STRIPES];

    Stripes() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /// One at a time for equal keys.
    <T> T alone(Object key, Supplier<T> work) {
        Lock lock = locks[Math.floorMod(key.hashCode(), STRIPES)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
