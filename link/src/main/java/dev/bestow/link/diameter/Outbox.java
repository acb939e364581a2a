package dev.bestow.link.diameter;

import dev.bestow.core.Clock;
import dev.bestow.wire.diameter.DiameterMessage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be written on one connection. Senders append to one array, the writer takes the whole
/// array and writes it at once, so under load one system call carries many messages and nothing is
/// allocated per message.
final class Outbox {
    /// What senders may pile up before they wait: some two hundred round trips of an AIR.
    private static final int CAPACITY_OCTETS = 262_144;

    /// Beyond the capacity, for the reader, which must not wait: watchdog answers and refusals.
    private static final int RESERVE_OCTETS = 65_536;

    private static final int FIRST_OCTETS = 4_096;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filledOrEnding = lock.newCondition();
    private final Condition roomOrClosed = lock.newCondition();
    private byte[] filling = new byte[FIRST_OCTETS];
    private byte[] writing = new byte[FIRST_OCTETS];
    private int filled;
    private boolean ending;
    private boolean closed;
    private volatile boolean inWrite;
    private volatile long writeSinceNs;

    Outbox(Clock clock) {
        this.clock = clock;
    }

    /// Appends without ever waiting; false when there is no room or the connection is ending.
    boolean offer(DiameterMessage message) {
        lock.lock();
        try {
            if (ending || !hasRoom(message.length(), CAPACITY_OCTETS + RESERVE_OCTETS)) {
                return false;
            }
            append(message, message.hopByHop(), message.endToEnd(), false);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Appends, waiting for room while the peer does not read; false once the connection is ending. The
    /// wait ends: a writer that is stuck gets its connection closed.
    boolean put(DiameterMessage message, int hopByHop, int endToEnd, boolean retransmitted) {
        lock.lock();
        try {
            while (!ending && !hasRoom(message.length(), CAPACITY_OCTETS)) {
                roomOrClosed.awaitUninterruptibly();
            }
            if (ending) {
                return false;
            }
            append(message, hopByHop, endToEnd, retransmitted);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(int octets, int capacity) {
        return filled == 0 || filled + octets <= capacity;
    }

    private void append(
            DiameterMessage message, int hopByHop, int endToEnd, boolean retransmitted) {
        int needed = filled + message.length();
        if (needed > filling.length) {
            byte[] old = filling;
            filling =
                    Arrays.copyOf(old, Math.max(needed, Math.min(2 * old.length, CAPACITY_OCTETS)));
            Arrays.fill(old, 0, filled, (byte) 0);
        }
        message.writeTo(filling, filled, hopByHop, endToEnd, retransmitted);
        if (filled == 0) {
            filledOrEnding.signal();
        }
        filled = needed;
    }

    /// No more appending; the writer ends once everything is out.
    void end() {
        lock.lock();
        try {
            ending = true;
            filledOrEnding.signal();
            roomOrClosed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// As [#end()], and what is not out yet is dropped.
    void close() {
        lock.lock();
        try {
            closed = true;
            end();
        } finally {
            lock.unlock();
        }
    }

    /// The writer's life: writes batches until [#end()] and empty, or [#close()]. Wipes every batch
    /// behind itself, because these arrays live as long as the connection and keys pass through them.
    void drainTo(OutputStream out) throws IOException {
        for (int count = take(); count > 0; count = take()) {
            writeSinceNs = clock.nowNs();
            inWrite = true;
            try {
                out.write(writing, 0, count);
                out.flush();
            } finally {
                inWrite = false;
                Arrays.fill(writing, 0, count, (byte) 0);
            }
        }
    }

    /// Swaps the arrays; 0 when the writer shall end.
    private int take() {
        lock.lock();
        try {
            while (filled == 0 && !ending) {
                filledOrEnding.awaitUninterruptibly();
            }
            if (closed) {
                return 0;
            }
            byte[] batch = filling;
            filling = writing;
            writing = batch;
            int count = filled;
            filled = 0;
            roomOrClosed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// Whether one write has been stuck for longer than this.
    boolean isStalled(long nowNs, long limitNs) {
        return inWrite && nowNs - writeSinceNs > limitNs;
    }
}
