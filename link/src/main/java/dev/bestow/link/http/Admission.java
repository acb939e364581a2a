package dev.bestow.link.http;

import dev.bestow.core.LogThrottle;
import dev.bestow.core.Ports;
import dev.bestow.core.Reason;
import dev.bestow.link.accept.HalfOpen;
import dev.bestow.link.tls.CertificateNames;
import dev.bestow.link.tls.CertificateThumbprint;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSession;

/// Who may stay connected to a server, told by Jetty of each TLS connection: caps before and after the handshake, and
/// the deadlines of [Caller]. Jetty's own time-outs start again with each octet, and its limit on connections stops
/// accepting, which strangers would make use of.
final class Admission implements Connection.Listener, SslHandshakeListener {
    /// How late a deadline may strike.
    static final long SWEEP_MS = 250;

    private static final System.Logger LOG = System.getLogger(Admission.class.getName());

    private final NorthboundLimits limits;
    private final Ports ports;
    private final HalfOpen<Caller> halfOpen;
    private final Map<EndPoint, Caller> callers = new ConcurrentHashMap<>();
    private final LogThrottle refusals;
    private final LogThrottle crowds;
    private final LogThrottle delays;
    private final AtomicLong endedBadly = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private volatile boolean closed;

    Admission(NorthboundLimits limits, Ports ports) {
        this.limits = limits;
        this.ports = ports;
        this.halfOpen = new HalfOpen<>(limits.halfOpen());
        this.refusals = new LogThrottle(ports.clock());
        this.crowds = new LogThrottle(ports.clock());
        this.delays = new LogThrottle(ports.clock());
        sweepLater();
    }

    @Override
    public void onOpened(Connection connection) {
        // On top of TLS another connection opens, which is the same caller.
        if (!(connection instanceof SslConnection)) {
            return;
        }
        EndPoint endPoint = connection.getEndPoint();
        if (!(endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address)) {
            endPoint.close();
            return;
        }
        Caller caller = new Caller(endPoint, address, limits, ports.clock());
        callers.put(endPoint, caller);
        Caller givesWay = halfOpen.enter(address.getAddress(), caller);
        if (givesWay != null) {
            turnAway(givesWay, "it was half open for longest");
        }
    }

    @Override
    public void handshakeSucceeded(Event event) {
        Caller caller = callers.get(socket(event.getEndPoint()));
        if (caller == null) {
            return;
        }
        SSLSession session = event.getSSLEngine().getSession();
        caller.prove(CertificateNames.ofPeer(session), CertificateThumbprint.ofPeer(session));
        leaveHalfOpen(caller);
        if (callers.size() - halfOpen.count() > limits.maxConnections()) {
            turnAway(caller, "there are too many");
        }
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        endedBadly.incrementAndGet();
        refusals.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "{0} is no application server with a certificate: {1} ({2} since told"
                                + " last)",
                        event.getEndPoint().getRemoteSocketAddress(),
                        Reason.of(failure),
                        Long.toString(times)));
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof SslConnection) {
            Caller caller = callers.remove(connection.getEndPoint());
            if (caller != null) {
                leaveHalfOpen(caller);
            }
        }
    }

    /// The caller at the decrypted end of its connection; when that is closed already, somebody without names.
    Caller callerAt(EndPoint endPoint) {
        EndPoint socket = socket(endPoint);
        Caller caller = callers.get(socket);
        return caller == null
                ? new Caller(
                        socket,
                        InetSocketAddress.createUnresolved("closed", 0),
                        limits,
                        ports.clock())
                : caller;
    }

    private static EndPoint socket(EndPoint endPoint) {
        return endPoint instanceof EndPoint.Wrapper tls ? tls.unwrap() : endPoint;
    }

    private void leaveHalfOpen(Caller caller) {
        halfOpen.leave(caller.address().getAddress(), caller);
    }

    private void turnAway(Caller caller, String why) {
        turnedAway.incrementAndGet();
        crowds.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "closed a connection of {0}: {1} ({2} since told last)",
                        caller.address(),
                        why,
                        Long.toString(times)));
        caller.close();
    }

    private void sweepLater() {
        if (!closed) {
            ports.timers().after(SWEEP_MS, this::sweep);
        }
    }

    private void sweep() {
        long nowNs = ports.clock().nowNs();
        for (Caller caller : callers.values()) {
            if (caller.isOverdue(nowNs)) {
                endOverdue(caller);
            }
        }
        sweepLater();
    }

    private void endOverdue(Caller caller) {
        if (!caller.isProven()) {
            endedBadly.incrementAndGet();
            delays.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "{0} did not end its handshake within {1} ms ({2} since told last)",
                            caller.address(),
                            Integer.toString(limits.handshakeTimeoutMs()),
                            Long.toString(times)));
        }
        caller.close();
    }

    long open() {
        return callers.size();
    }

    long endedBadly() {
        return endedBadly.get();
    }

    long turnedAway() {
        return turnedAway.get();
    }

    /// Ends the connections on which no answer is awaited.
    void closeIdle() {
        callers.values().stream().filter(Caller::isIdle).forEach(Caller::close);
    }

    /// Ends the connections whose certificates have this name, whatever is awaited on them.
    void closeOf(String name) {
        callers.values().stream()
                .filter(caller -> caller.names().contains(name))
                .forEach(Caller::close);
    }

    /// No more deadlines.
    void close() {
        closed = true;
    }
}
