package dev.bestow.cli.machine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/// What has been started and must be stopped: closes it in reverse order, once, whoever asks first:
/// the command that ends, or SIGTERM and Ctrl-C through a shutdown hook. The JVM does not exit
/// before the last `close` has returned.
///
/// ```
/// try (Shutdown shutdown = Shutdown.onTermination("hss")) {
///     Store store = shutdown.closing(openStore());
///     shutdown.closing(startPeers(store));
///     shutdown.await();
/// }
/// ```
///
/// Thread-safe.
public final class Shutdown implements AutoCloseable {
    private static final Logger LOG = System.getLogger("bestow");

    private final String name;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean up;
    private boolean closed;

    /// For tests and for callers that stop things by themselves.
    Shutdown(String name) {
        this.name = name;
    }

    /// One that also runs when the process is told to end. `name` is what the log calls it.
    public static Shutdown onTermination(String name) {
        Shutdown shutdown = new Shutdown(name);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("shutdown-" + name).unstarted(shutdown::close));
        return shutdown;
    }

    /// Closes `resource` when everything started after it has been closed; at once when it is too
    /// late already. Returns it.
    public <T extends AutoCloseable> T closing(T resource) {
        synchronized (this) {
            if (!closed) {
                started.push(resource);
                return resource;
            }
        }
        close(resource);
        return resource;
    }

    /// All has started; from here on the end is told in the log.
    public void up() {
        up = true;
    }

    /// Whether all has started and nothing been stopped.
    public boolean isUp() {
        return up && stopping.getCount() > 0;
    }

    /// Waits until somebody stops this.
    public void await() throws InterruptedException {
        stopping.await();
    }

    /// Idempotent; a second caller waits for the first.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopping.countDown();
        while (!started.isEmpty()) {
            close(started.pop());
        }
        if (up) {
            LOG.log(Level.INFO, "{0} stopped", name);
        }
    }

    /// One that fails to close does not keep the others open.
    private void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            String what = resource.getClass().getSimpleName();
            LOG.log(Level.WARNING, name + ": " + what + " did not stop cleanly", e);
        }
    }
}
