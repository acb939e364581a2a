package dev.bestow.session.californium.dtls;

import dev.bestow.core.Octets;

import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DtlsDatagramFilter;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.SessionListener;

import java.net.DatagramPacket;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// Bounds the handshakes under way, of all and of one source: beyond, a ClientHello is dropped as datagrams are.
/// Scandium begins one only after a cookie came back, so their sources are no forged ones. Thread-safe.
final class HandshakeFilter extends DtlsDatagramFilter implements SessionListener {
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int EPOCH_AT = 3;
    private static final int TYPE_AT = 13;

    private final DtlsLimits limits;
    private final DtlsEvents events;
    private final IdentityHashMap<Handshaker, Octets> underWay = new IdentityHashMap<>();
    private final Map<Octets, Integer> bySource = new HashMap<>();

    HandshakeFilter(Configuration configuration, DtlsLimits limits, DtlsEvents events) {
        super(configuration);
        this.limits = limits;
        this.events = events;
    }

    @Override
    public boolean onReceiving(DatagramPacket packet) {
        if (!super.onReceiving(packet)) {
            return false;
        }
        if (isClientHello(packet) && isFull(PeerSource.of(packet.getAddress()))) {
            events.dropped();
            return false;
        }
        return true;
    }

    private static boolean isClientHello(DatagramPacket packet) {
        byte[] octets = packet.getData();
        int from = packet.getOffset();
        return packet.getLength() > TYPE_AT
                && octets[from] == HANDSHAKE
                && octets[from + EPOCH_AT] == 0
                && octets[from + EPOCH_AT + 1] == 0
                && octets[from + TYPE_AT] == CLIENT_HELLO;
    }

    private synchronized boolean isFull(Octets source) {
        return underWay.size() >= limits.halfOpen()
                || bySource.getOrDefault(source, 0) >= limits.halfOpenPerSource();
    }

    /// Handshakes under way.
    synchronized int count() {
        return underWay.size();
    }

    @Override
    public synchronized void handshakeStarted(Handshaker handshaker) {
        Octets source = PeerSource.of(handshaker.getPeerAddress());
        if (underWay.putIfAbsent(handshaker, source) == null) {
            bySource.merge(source, 1, Integer::sum);
        }
    }

    private synchronized void over(Handshaker handshaker) {
        Octets source = underWay.remove(handshaker);
        if (source != null) {
            bySource.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public void contextEstablished(Handshaker handshaker, DTLSContext established) {
        over(handshaker);
    }

    @Override
    public void handshakeCompleted(Handshaker handshaker) {
        over(handshaker);
    }

    @Override
    public void handshakeFailed(Handshaker handshaker, Throwable error) {
        over(handshaker);
    }

    @Override
    public void handshakeFlightRetransmitted(Handshaker handshaker, int flight) {}
}
