package dev.bestow.link.accept;

import dev.bestow.core.Timers;
import dev.bestow.link.fairness.CooperativeYield;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/// Accepts until it is closed. When the listener fails, for want of file descriptors most likely, it is asked
/// again a little later: it neither goes deaf nor spins. The log hears of the first failure in a row, and of
/// its end.
///
/// @param <C> what is accepted
public final class Acceptor<C extends Closeable> implements Closeable {
    /// After a failure.
    static final long PAUSE_MS = 100;

    private static final int CONNECTIONS_A_TURN = 100;

    private static final Logger LOG = System.getLogger(Acceptor.class.getName());

    private final String where;
    private final Listener<C> listener;
    private final Closeable socket;
    private final Consumer<C> admit;
    private final Timers timers;
    private volatile @Nullable Thread accepting;
    private volatile boolean closed;
    private boolean failing;

    /// The blocking call of a listener.
    ///
    /// @param <C> what is accepted
    @FunctionalInterface
    public interface Listener<C> {
        C accept() throws IOException;
    }

    /// @param where names the listener in the log
    /// @param listener of `socket`
    /// @param socket is closed with the acceptor
    /// @param admit takes the connection over and returns soon; when it throws, the connection is closed
    public Acceptor(
            String where,
            Listener<C> listener,
            Closeable socket,
            Consumer<C> admit,
            Timers timers) {
        this.where = where;
        this.listener = listener;
        this.socket = socket;
        this.admit = admit;
        this.timers = timers;
    }

    /// On a virtual thread of its own.
    public void start() {
        Thread thread = Thread.ofVirtual().name("accept").unstarted(this::run);
        accepting = thread;
        thread.start();
    }

    /// Until it is closed or the listener fails.
    void run() {
        CooperativeYield turn = new CooperativeYield(CONNECTIONS_A_TURN);
        while (!closed) {
            if (!acceptOne() && !closed) {
                timers.after(PAUSE_MS, this::start);
                return;
            }
            turn.took(1);
        }
    }

    private boolean acceptOne() {
        try {
            admit(listener.accept());
        } catch (IOException | RuntimeException | Error e) {
            if (!failing && !closed) {
                failing = true;
                LOG.log(Level.WARNING, "{0} cannot accept, and goes on trying: {1}", where, e);
            }
            return false;
        }
        if (failing) {
            failing = false;
            LOG.log(Level.INFO, "{0} accepts again", where);
        }
        return true;
    }

    private void admit(C connection) throws IOException {
        try {
            admit.accept(connection);
        } catch (RuntimeException | Error e) {
            try (connection) {
                throw e;
            }
        }
    }

    /// Nothing is admitted once this has returned, and the address is free.
    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
        // A thread in accept keeps the address until it is out of it.
        Thread thread = accepting;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
