package dev.bestow.link.nas;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The workers of one end of the link: each a virtual thread with a bounded queue, fed by link id.
/// Virtual, because a blocked one costs no thread and waking one is cheaper than a platform thread.
final class LinkWorkers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LinkWorkers.class.getName());
    private static final LinkFrame LAST =
            new LinkFrame(new InetSocketAddress(0), new byte[LinkFrame.MIN_OCTETS]);

    private final List<BlockingQueue<LinkFrame>> queues;
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean closed;

    LinkWorkers(NasLinkLimits limits) {
        queues = new ArrayList<>(limits.workers());
        for (int i = 0; i < limits.workers(); i++) {
            queues.add(new ArrayBlockingQueue<>(limits.queuedPerWorker()));
        }
    }

    void start(String name, Consumer<LinkFrame> handler) {
        for (int i = 0; i < queues.size(); i++) {
            BlockingQueue<LinkFrame> queue = queues.get(i);
            Thread.ofVirtual().name(name + "-" + i).start(() -> work(queue, handler));
        }
    }

    /// Which worker a link has, 0 to one less than there are. Neighbouring ids go to different ones.
    int workerOf(int linkId) {
        return Integer.remainderUnsigned((linkId * 0x9e3779b9) >>> 8, queues.size());
    }

    /// False if the worker has no room.
    boolean offer(LinkFrame frame) {
        return queues.get(workerOf(frame.linkId())).offer(frame);
    }

    /// How often the handler threw.
    long failures() {
        return failures.get();
    }

    private void work(BlockingQueue<LinkFrame> queue, Consumer<LinkFrame> handler) {
        try {
            for (LinkFrame frame = queue.take(); !closed; frame = queue.take()) {
                handle(frame, handler);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(LinkFrame frame, Consumer<LinkFrame> handler) {
        try {
            handler.accept(frame);
        } catch (Throwable bug) {
            // Everything, assertions included: one bad PDU must not stop the links of this worker.
            if (failures.incrementAndGet() == 1) {
                LOG.log(Level.ERROR, "a NAS handler failed; further failures are counted", bug);
            }
        }
    }

    /// Drops what waits and ends the workers; a handler that is running finishes by itself.
    @Override
    public void close() {
        closed = true;
        for (BlockingQueue<LinkFrame> queue : queues) {
            queue.clear();
            // Wakes the worker; a queue that is full again does so just as well.
            queue.offer(LAST);
        }
    }
}
