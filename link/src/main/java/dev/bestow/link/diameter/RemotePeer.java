package dev.bestow.link.diameter;

import dev.bestow.core.Reason;
import dev.bestow.core.Timers.Timer;
import dev.bestow.link.tls.TlsIdentity;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// One neighbour: at most one open connection, the attempts to get one, and the election when both sides
/// try at once (RFC 6733 clause 5.6).
final class RemotePeer {
    /// Before we come back to a peer that does not want us (RFC 6733 clause 5.4.3).
    private static final long UNWILLING_MS = 30_000;

    private final DiameterContext context;
    private final PeerTable table;
    private final DiameterConfig.Peer config;

    private @Nullable Connection open;

    /// Ours, before its CEA.
    private @Nullable Connection initiated;

    /// Theirs, with a CER that waits for the election.
    private @Nullable Connection electing;

    private @Nullable Timer reconnect;
    private boolean connecting;
    private boolean closed;
    private volatile boolean retired;
    private boolean failureLogged;
    private boolean watchdogEndedLast;
    private long backoffMs;
    private CompletableFuture<Void> connected = new CompletableFuture<>();

    RemotePeer(DiameterContext context, PeerTable table, DiameterConfig.Peer config) {
        this.context = context;
        this.table = table;
        this.config = config;
        this.backoffMs = context.limits().reconnectMinMs();
    }

    DiameterConfig.Peer config() {
        return config;
    }

    String host() {
        return config.host();
    }

    /// The open connection, or null.
    synchronized @Nullable Connection open() {
        return open;
    }

    /// What requests can be sent over now, or null.
    @Nullable OpenConnection usable() {
        Connection connection = open();
        return connection == null ? null : connection.usable();
    }

    /// Completes when a connection is open; a fresh future after each loss.
    synchronized CompletableFuture<Void> connected() {
        return connected.copy();
    }

    /// What a received CER leads to.
    enum Admission {
        ACCEPT,
        /// The election decides when our own attempt ends.
        WAIT,
        REJECT
    }

    /// A valid CER of this peer came in on `theirs`.
    Admission arrived(Connection theirs) {
        Connection loser = null;
        synchronized (this) {
            if (closed || open != null || electing != null) {
                return Admission.REJECT;
            }
            if (initiated != null && context.origin().host().compareTo(host()) < 0) {
                electing = theirs;
                return Admission.WAIT;
            }
            loser = initiated;
            initiated = null;
            became(theirs);
        }
        if (loser != null) {
            loser.close();
        }
        return Admission.ACCEPT;
    }

    /// A successful CEA came in on `ours`; false when another connection is open already.
    boolean answered(Connection ours) {
        Connection loser;
        synchronized (this) {
            if (closed || initiated != ours) {
                return false;
            }
            initiated = null;
            loser = electing;
            electing = null;
            became(ours);
        }
        if (loser != null) {
            loser.close();
        }
        return true;
    }

    private void became(Connection connection) {
        open = connection;
        backoffMs = context.limits().reconnectMinMs();
        failureLogged = false;
        if (reconnect != null) {
            reconnect.cancel();
            reconnect = null;
        }
        connection.opened(new Watchdog(watchdogEndedLast));
        watchdogEndedLast = false;
        // Asynchronously: whoever waits must not run under this lock.
        connected.completeAsync(() -> null);
    }

    /// `connection` is gone, in whatever state it was.
    synchronized void ended(Connection connection, boolean byWatchdog) {
        if (connection == open) {
            open = null;
            watchdogEndedLast = byWatchdog;
            connected = new CompletableFuture<>();
        } else if (connection == electing) {
            electing = null;
        } else if (connection == initiated) {
            initiated = null;
        }
        if (open == null && initiated == null && electing != null && !closed) {
            Connection winner = electing;
            electing = null;
            became(winner);
        } else {
            connectLater();
        }
    }

    /// The peer said why it leaves; a cause other than rebooting asks us not to come back soon.
    synchronized void leaving(int cause) {
        if (cause != BaseMessages.CAUSE_REBOOTING) {
            backoffMs = UNWILLING_MS;
        }
    }

    /// Starts connecting, where an address is configured.
    synchronized void start() {
        if (config.connectTo() != null) {
            attempt();
        }
    }

    /// Under the lock. Doubles the pause each time, ± a quarter so that nodes do not come back in step.
    private void connectLater() {
        if (closed
                || config.connectTo() == null
                || open != null
                || initiated != null
                || connecting
                || reconnect != null) {
            return;
        }
        long quarter = Math.max(1, backoffMs / 4);
        long jitter = Math.floorMod(context.ports().entropy().nextInt(), 2 * quarter) - quarter;
        reconnect = context.ports().timers().after(Math.max(1, backoffMs + jitter), this::retry);
        backoffMs = Math.min(2 * backoffMs, context.limits().reconnectMaxMs());
    }

    private synchronized void retry() {
        reconnect = null;
        attempt();
    }

    /// Under the lock.
    private void attempt() {
        if (!closed && open == null && initiated == null && electing == null && !connecting) {
            connecting = true;
            Thread.ofVirtual().name("diameter-connect-" + host()).start(this::connect);
        }
    }

    private void connect() {
        InetSocketAddress to = config.connectTo();
        if (to == null) {
            return;
        }
        Socket socket = new Socket();
        TlsIdentity tls;
        try {
            // Named hosts are resolved at each attempt: addresses change under a long-lived node.
            InetSocketAddress address =
                    to.isUnresolved()
                            ? new InetSocketAddress(
                                    InetAddress.getByName(to.getHostString()), to.getPort())
                            : to;
            tls = tlsTowards(address.getAddress());
            socket.connect(address, (int) context.limits().capabilitiesMs());
        } catch (IOException e) {
            new Transport(socket, null, true).abort();
            connectFailed(e);
            return;
        }
        Connection connection =
                new Connection(context, table, new Transport(socket, tls, true), this);
        boolean wanted;
        synchronized (this) {
            connecting = false;
            wanted = !closed && open == null && electing == null;
            if (wanted) {
                initiated = connection;
            }
        }
        if (wanted) {
            table.run(connection);
        } else {
            connection.close();
        }
    }

    /// What to connect to it with: null for clear.
    private @Nullable TlsIdentity tlsTowards(InetAddress address) throws IOException {
        boolean clear = config.security().mayBeClear(address, Loopback.holds(address));
        TlsIdentity tls = context.config().tls();
        if (!clear && tls == null) {
            throw new IOException(
                    address.getHostAddress()
                            + " is neither on loopback nor listed in insecureClear: TLS is"
                            + " required, and tls is missing");
        }
        return clear ? null : tls;
    }

    private synchronized void connectFailed(IOException e) {
        connecting = false;
        failed(Reason.of(e));
        connectLater();
    }

    /// An attempt came to nothing. Said once; the next word is about a success.
    synchronized void failed(String why) {
        if (!failureLogged && !closed) {
            failureLogged = true;
            DiameterContext.LOG.log(
                    Level.WARNING,
                    "{0}: no connection to {1} ({2}), trying on",
                    context.origin().host(),
                    host(),
                    why);
        }
    }

    /// Whether another entry of the configuration stands for it by now, or none.
    boolean isRetired() {
        return retired;
    }

    /// It has no right any more: nothing of it counts, and nothing more is sent to it than that it is to leave, for
    /// that Disconnect-Cause.
    void retire(int cause) {
        Connection leaving;
        Stream<Connection> unopened;
        CompletableFuture<Void> waiting;
        synchronized (this) {
            retired = true;
            stop();
            leaving = open;
            unopened = Stream.of(initiated, electing).flatMap(Stream::ofNullable);
            waiting = connected;
        }
        unopened.forEach(Connection::close);
        waiting.completeExceptionally(new IllegalStateException(host() + " is no peer any more"));
        if (leaving != null) {
            OpenConnection running = leaving.usable();
            leaving.dismiss(cause);
            if (running != null) {
                table.rerouteAll(running);
            }
        }
    }

    /// No more attempts; what is open stays so until its own end.
    synchronized void stop() {
        closed = true;
        if (reconnect != null) {
            reconnect.cancel();
            reconnect = null;
        }
    }
}
