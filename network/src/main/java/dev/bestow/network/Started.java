package dev.bestow.network;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened for a node, in order. Not thread-safe: a node is started by one and closed by one.
final class Started implements AutoCloseable {
    private static final Logger LOG = System.getLogger("bestow");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /// Closes `resource` when everything opened after it has been closed. Returns it.
    <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /// Idempotent. What fails to close does not keep the others open.
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                String what = resource.getClass().getSimpleName();
                LOG.log(Level.WARNING, what + " did not stop cleanly", e);
            }
        }
    }
}
