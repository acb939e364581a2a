package dev.bestow.session.ua;

import java.util.concurrent.atomic.AtomicLong;

/// Numbers of the Application Requests of one device. None comes twice for as long as the device has a key, so where
/// keys outlive the process, so does the count. They are in what RAND_AS is made of: a device whose generator is stuck
/// then begins no session a second time. Thread-safe.
@FunctionalInterface
public interface RequestCounts {
    /// The next one; below 0 never.
    long next();

    /// For a device that forgets its keys when it ends.
    static RequestCounts inMemory() {
        return new AtomicLong()::getAndIncrement;
    }
}
