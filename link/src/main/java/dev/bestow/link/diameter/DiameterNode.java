package dev.bestow.link.diameter;

import dev.bestow.core.Ports;
import dev.bestow.link.accept.Acceptor;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.DiameterMessage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A Diameter node: listens, connects to its peers, serves requests and sends its own.
///
/// ```java
/// try (DiameterNode mme = new DiameterNode(config, ports, handler, null)) {
///     mme.start();
///     switch (mme.exchange(request, 2_000)) {
///         case Outcome.Answered(var answer) -> …
///         case Outcome.Undeliverable(var reason) -> …
///         case Outcome.Foreign(var reason) -> …
///         case Outcome.TimedOut() -> …
///     }
/// }
/// ```
public final class DiameterNode implements AutoCloseable {
    /// How often deadlines are looked at, and so how late they may strike. One sweep for all requests
    /// costs less than one timer each.
    static final long SWEEP_MS = 50;

    private static final long DRAIN_POLL_MS = 10;
    private static final int BACKLOG = 64;

    private final DiameterContext context;
    private final PeerTable table;
    private final List<Acceptor<Socket>> acceptors = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket clear;
    private @Nullable ServerSocket secure;
    private volatile boolean closing;
    private volatile boolean closed;

    /// @param tap sees every message, or null
    public DiameterNode(
            DiameterConfig config, Ports ports, RequestHandler handler, @Nullable DiameterTap tap) {
        context = new DiameterContext(config, ports, handler, tap);
        table = new PeerTable(context);
        DiameterMetrics.tell(context, table);
    }

    /// Binds the listeners and begins to connect. Fails when an address cannot be bound, and then
    /// nothing is left open.
    public void start() throws IOException {
        try {
            clear = listen(context.config().listen(), false);
            secure = listen(context.config().listenTls(), true);
        } catch (IOException e) {
            close();
            throw e;
        }
        start(table.configured());
        sweepLater();
    }

    private static void start(List<RemotePeer> peers) {
        peers.forEach(DiameterNode::warnOfClear);
        peers.forEach(RemotePeer::start);
    }

    /// Knows these peers from now on and no others. One of which nothing has changed keeps its connection. Any other
    /// has lost every right when this returns: requests of it are refused, under way or not, answers of it are none,
    /// and it is told to leave. One that changed is met again.
    ///
    /// @throws dev.bestow.core.InvalidValue when these do not fit together, and then nothing has changed
    public void replacePeers(List<DiameterConfig.Peer> peers) {
        List<RemotePeer> fresh = table.replace(context.config().withPeers(peers).peers());
        if (!closing) {
            start(fresh);
        }
    }

    /// Diameter identities of the peers with that role, in order of preference.
    public List<String> peers(PeerRole role) {
        return table.configured().stream()
                .filter(peer -> peer.config().role() == role)
                .map(RemotePeer::host)
                .toList();
    }

    private static void warnOfClear(RemotePeer peer) {
        if (peer.config().security() instanceof PeerSecurity.InsecureClear(var sources, var why)) {
            DiameterContext.LOG.log(
                    Level.WARNING,
                    "vectors for {0} at {1} travel in clear, K_ASME readable on the way: {2}",
                    peer.host(),
                    sources,
                    why);
        }
    }

    private @Nullable ServerSocket listen(@Nullable InetSocketAddress address, boolean tls)
            throws IOException {
        if (address == null) {
            return null;
        }
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        try {
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw new CannotListen(CannotListen.Protocol.TCP, address, e);
        }
        var acceptor =
                new Acceptor<Socket>(
                        context.origin().host() + " at " + listener.getLocalSocketAddress(),
                        listener::accept,
                        listener,
                        socket -> admit(socket, tls),
                        context.ports().timers());
        acceptors.add(acceptor);
        acceptor.start();
        return listener;
    }

    private void admit(Socket socket, boolean tls) {
        var transport = new Transport(socket, tls ? context.config().tls() : null, false);
        table.admit(new Connection(context, table, transport, null));
    }

    private void sweepLater() {
        if (!closed) {
            context.ports()
                    .timers()
                    .after(
                            SWEEP_MS,
                            () -> Thread.ofVirtual().name("diameter-sweep").start(this::sweep));
        }
    }

    private void sweep() {
        long nowNs = context.nowNs();
        table.connections().forEach(connection -> connection.sweep(nowNs));
        sweepLater();
    }

    /// Where clear TCP is accepted.
    public InetSocketAddress listenAddress() {
        return address(clear);
    }

    /// Where TLS is accepted.
    public InetSocketAddress listenTlsAddress() {
        return address(secure);
    }

    private static InetSocketAddress address(@Nullable ServerSocket listener) {
        if (listener == null) {
            throw new IllegalStateException("does not listen there");
        }
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Sends a request and waits for what becomes of it. For virtual threads.
    public Outcome exchange(DiameterMessage request, long deadlineMs) {
        return send(request, deadlineMs).join();
    }

    /// As [#send(DiameterMessage, long, Carriage)], for a message without keys.
    public CompletableFuture<Outcome> send(DiameterMessage request, long deadlineMs) {
        return send(request, deadlineMs, Carriage.OPEN);
    }

    /// Sends a request; the future never completes exceptionally. Routed by its Destination-Host and
    /// Destination-Realm; the end-to-end identifier is set here when it is 0, the hop-by-hop identifier
    /// always. Waits, before it returns, while the peer does not read what was sent before.
    ///
    /// Stages hung on the future without `Async` run on the reader of the connection: they must not
    /// block. Whoever needs to block uses [#exchange] or an `Async` stage.
    ///
    /// @param deadlineMs for the answer, alternates included; strikes up to [#SWEEP_MS] late
    /// @param carriage what the connection has to be, on the alternate after a failure too
    public CompletableFuture<Outcome> send(
            DiameterMessage request, long deadlineMs, Carriage carriage) {
        if (!request.isRequest()) {
            throw new IllegalArgumentException(
                    "only requests are sent; answers go back by themselves");
        }
        int endToEnd = request.endToEnd() == 0 ? context.nextEndToEnd() : request.endToEnd();
        long deadlineNs = context.nowNs() + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
        Pending pending = new Pending(request, endToEnd, carriage, deadlineNs);
        if (closing) {
            pending.end(new Outcome.Undeliverable("this node is closing"));
        } else {
            table.route(pending);
        }
        return pending.outcome();
    }

    /// Whether requests can be sent to this neighbour now.
    public boolean isConnected(String peerHost) {
        return open(peerHost) != null;
    }

    /// Completes as soon as this neighbour is connected; each loss of it starts a new wait.
    public CompletableFuture<Void> connected(String peerHost) {
        RemotePeer peer = table.peer(peerHost);
        return peer == null
                ? CompletableFuture.failedFuture(
                        new IllegalArgumentException("no peer " + peerHost))
                : peer.connected();
    }

    /// The peers it connects to; for the others it waits.
    public List<String> connectsTo() {
        return table.configured().stream()
                .filter(peer -> peer.config().connectTo() != null)
                .map(RemotePeer::host)
                .toList();
    }

    /// Whether the connection with this neighbour may carry keys: TLS, or loopback on both ends.
    public boolean isConfidential(String peerHost) {
        Connection connection = open(peerHost);
        return connection != null && connection.isConfidential();
    }

    private @Nullable Connection open(String peerHost) {
        RemotePeer peer = table.peer(peerHost);
        Connection connection = peer == null ? null : peer.open();
        return connection != null && connection.usable() != null ? connection : null;
    }

    /// How often this has happened since the node was made.
    public long counted(Counter counter) {
        return context.counted(counter);
    }

    /// Stops listening and sending, lets requests under way finish, says DPR and closes. Takes twice
    /// [DiameterLimits#drainMs()] at most.
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        for (Acceptor<Socket> acceptor : acceptors) {
            try {
                acceptor.close();
            } catch (IOException e) {
                DiameterContext.LOG.log(Level.DEBUG, "closing a listener", e);
            }
        }
        table.configured().forEach(RemotePeer::stop);
        await(() -> table.connections().stream().allMatch(DiameterNode::isIdle));
        table.connections().forEach(Connection::leave);
        await(() -> table.connections().isEmpty());
        table.connections().forEach(Connection::close);
        closed = true;
    }

    private static boolean isIdle(Connection connection) {
        OpenConnection openConnection = connection.usable();
        return openConnection == null || openConnection.isIdle();
    }

    private void await(BooleanSupplier condition) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        poll(
                condition,
                done,
                context.nowNs() + TimeUnit.MILLISECONDS.toNanos(context.limits().drainMs()));
        try {
            done.get();
        } catch (InterruptedException e) {
            // Who is told to stop waits for nobody's answers: what is open is closed at once.
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it with a failure", e);
        }
    }

    private void poll(BooleanSupplier condition, CompletableFuture<Void> done, long untilNs) {
        if (condition.getAsBoolean() || context.nowNs() - untilNs >= 0) {
            done.complete(null);
        } else {
            context.ports().timers().after(DRAIN_POLL_MS, () -> poll(condition, done, untilNs));
        }
    }
}
