package dev.bestow.link.diameter;

import dev.bestow.core.Reason;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/// One transport connection from its first octet to its last. [#run()] is its reader; everything else may
/// be called from any thread and waits for nobody.
final class Connection {
    /// How long a peer may take to read a refusal or a DPA and close; then we do.
    private static final long ENDING_MS = 2_000;

    enum State {
        AWAIT_CER,
        AWAIT_CEA,
        /// A CER is in; the election will say whether it is answered.
        ELECTING,
        OPEN,
        /// We sent DPR: answers and late requests are still served.
        LEAVING,
        /// A refusal, a DPA or the DPR to a peer that is none any more is on its way out; only answers still count.
        ENDING,
        CLOSED
    }

    private final DiameterContext context;
    private final PeerTable table;
    private final Transport transport;
    private final Outbox outbox;
    private final CapabilitiesExchange exchange;
    private final long startedNs;
    private volatile State state;
    private volatile long endingSinceNs;
    private volatile @Nullable FrameReader frames;
    private volatile @Nullable OpenConnection openConnection;

    /// @param initiator the peer we connected to, or null for a connection that came in
    Connection(
            DiameterContext context,
            PeerTable table,
            Transport transport,
            @Nullable RemotePeer initiator) {
        this.context = context;
        this.table = table;
        this.transport = transport;
        this.outbox = new Outbox(context.ports().clock());
        this.startedNs = context.nowNs();
        this.exchange = new CapabilitiesExchange(context, table, this, initiator);
        this.state = initiator == null ? State.AWAIT_CER : State.AWAIT_CEA;
    }

    /// The reader's life, on a virtual thread of its own. Whatever comes in ends at most this connection.
    void run() {
        try {
            transport.handshake();
            FrameReader reader =
                    new FrameReader(
                            transport.in(),
                            context.ports().clock(),
                            context.limits().maxMessageOctets());
            frames = reader;
            OutputStream out = transport.out();
            Thread writer = Thread.ofVirtual().name("diameter-writer").start(() -> write(out));
            exchange.start(transport);
            if (read(reader)) {
                endAfter(writer);
            }
        } catch (DecodeException e) {
            context.count(Counter.HOSTILE_CLOSES);
        } catch (IOException e) {
            ended(Reason.of(e));
        } catch (RuntimeException e) {
            DiameterContext.LOG.log(
                    Level.ERROR, "closing a Diameter connection after our own failure", e);
        } finally {
            close();
        }
    }

    /// False when the connection shall be closed for what came; true when the peer has said its last.
    private boolean read(FrameReader reader) throws IOException {
        for (DiameterMessage message = reader.next(); message != null; message = reader.next()) {
            if (!receive(message, reader)) {
                context.count(Counter.HOSTILE_CLOSES);
                return false;
            }
            OpenConnection running = openConnection;
            if (running != null && reader.isDrained()) {
                running.batchEnded();
            }
        }
        return true;
    }

    /// What is still to be said goes out, and close_notify behind it, before the socket is closed: without it
    /// a TLS peer cannot tell our end from an attacker's (RFC 8446 clause 6.1).
    private void endAfter(Thread writer) {
        ended("it closed the connection before its CEA");
        end();
        try {
            // Not for ever: the sweeper closes what has been ending too long.
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out) {
        try {
            outbox.drainTo(out);
            transport.finish();
        } catch (IOException e) {
            close();
        }
    }

    /// Worth a word only before it was ever open: afterwards a lost connection is everyday life.
    private void ended(String why) {
        RemotePeer owner = exchange.peer();
        if (owner != null && state == State.AWAIT_CEA) {
            owner.failed(why);
        }
    }

    /// False when the connection shall be closed for what came.
    private boolean receive(DiameterMessage message, FrameReader reader) {
        return switch (state == State.ELECTING ? afterElection() : state) {
            case AWAIT_CER -> exchange.receiveRequest(message, transport);
            case AWAIT_CEA -> exchange.receiveAnswer(message);
            case ELECTING -> false;
            case OPEN, LEAVING, ENDING -> {
                OpenConnection running = openConnection;
                if (running != null) {
                    reader.grow();
                    running.receive(message);
                }
                yield true;
            }
            case CLOSED -> false;
        };
    }

    /// The CEA may have reached the peer, and its first request us, before [#opened] is through.
    private synchronized State afterElection() {
        return state;
    }

    /// Called by the peer, under its lock, when this connection becomes the open one.
    void opened(Watchdog watchdog) {
        RemotePeer owner = exchange.agreedPeer();
        OpenConnection starting =
                new OpenConnection(
                        context,
                        table,
                        new OpenConnection.Opening(
                                this,
                                outbox,
                                owner,
                                new Neighbour(table, owner, exchange.remote().origin(), transport),
                                exchange.remote(),
                                watchdog));
        openConnection = starting;
        synchronized (this) {
            if (state == State.ELECTING) {
                exchange.accept();
            }
            if (state == State.ELECTING || state == State.AWAIT_CEA) {
                state = State.OPEN;
            }
        }
        DiameterContext.LOG.log(
                Level.INFO,
                "{0}: connected to {1} over {2}",
                context.origin().host(),
                owner.host(),
                transport);
        starting.opened();
    }

    /// What runs over this connection, or null while it may not carry new requests.
    @Nullable OpenConnection usable() {
        return state == State.OPEN ? openConnection : null;
    }

    Outbox outbox() {
        return outbox;
    }

    /// The CER is in and fits; the election decides.
    synchronized void elect() {
        if (state == State.AWAIT_CER) {
            state = State.ELECTING;
            table.proven(this);
        }
    }

    InetAddress localAddress() {
        return transport.localAddress();
    }

    InetAddress address() {
        return transport.address();
    }

    @Override
    public String toString() {
        return transport.toString();
    }

    boolean isConfidential() {
        return transport.isConfidential();
    }

    boolean is(State asked) {
        return state == asked;
    }

    /// Sends DPR with that Disconnect-Cause and nothing behind it; other connections just end.
    synchronized void dismiss(int cause) {
        OpenConnection running = usable();
        if (running != null) {
            endWith(running.disconnectRequest(cause));
        }
        end();
    }

    /// Sends DPR and expects DPA; other connections just end.
    synchronized void leave() {
        OpenConnection running = usable();
        if (running != null) {
            state = State.LEAVING;
            running.leave();
        } else {
            end();
        }
    }

    /// Says one last thing, and then the peer gets [#ENDING_MS] to read it and to close.
    synchronized void endWith(DiameterMessage last) {
        if (state != State.CLOSED) {
            // First, so that no request of ours follows a DPA.
            state = State.ENDING;
            outbox.offer(last);
            end();
        }
    }

    /// Nothing more is said; the peer gets [#ENDING_MS] to read what was, and to close.
    synchronized void end() {
        if (state != State.CLOSED) {
            state = State.ENDING;
            endingSinceNs = context.nowNs();
            outbox.end();
        }
    }

    /// Ends everything now. Idempotent; requests still waiting move to an alternate or end.
    void close() {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
        }
        outbox.close();
        OpenConnection running = openConnection;
        table.ended(this, running);
        RemotePeer owner = exchange.peer();
        if (owner != null) {
            owner.ended(this, running != null && running.isGivenUp());
        }
        // Last: a peer that sees the end and comes back at once finds its place free.
        transport.abort();
    }

    /// Deadlines, looked at by the sweeper every [DiameterNode#SWEEP_MS].
    void sweep(long nowNs) {
        FrameReader reader = frames;
        long frameNs = TimeUnit.MILLISECONDS.toNanos(context.limits().frameMs());
        boolean stalled =
                outbox.isStalled(nowNs, frameNs)
                        || (reader != null && reader.isStalled(nowNs, frameNs));
        switch (state) {
            case AWAIT_CER, AWAIT_CEA, ELECTING -> {
                long waitNs = TimeUnit.MILLISECONDS.toNanos(context.limits().capabilitiesMs());
                if (stalled || nowNs - startedNs > waitNs) {
                    context.count(Counter.HOSTILE_CLOSES);
                    close();
                }
            }
            case OPEN, LEAVING -> {
                OpenConnection running = openConnection;
                if (stalled) {
                    context.count(Counter.HOSTILE_CLOSES);
                    close();
                } else if (running != null && reader != null) {
                    running.sweep(nowNs, reader.lastReadNs());
                }
            }
            case ENDING -> {
                if (nowNs - endingSinceNs > TimeUnit.MILLISECONDS.toNanos(ENDING_MS)) {
                    close();
                }
            }
            case CLOSED -> {}
        }
    }
}
