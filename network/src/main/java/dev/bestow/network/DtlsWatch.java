package dev.bestow.network;

import dev.bestow.as.DatagramTap;
import dev.bestow.core.Counts;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Ports;
import dev.bestow.session.californium.dtls.DtlsEvents;
import dev.bestow.session.californium.dtls.DtlsLog;
import dev.bestow.session.californium.dtls.DtlsPeer;
import dev.bestow.session.californium.dtls.DtlsServer;
import dev.bestow.session.californium.dtls.PskRefusal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/// Tells log and figures of DTLS at an endpoint: outside, one handshake without a key looks like the next.
final class DtlsWatch implements DtlsEvents {
    private static final Logger LOG = System.getLogger(DtlsWatch.class.getName());

    private final DtlsLog log;
    private final Counts<PskRefusal> refused = new Counts<>(PskRefusal.class);
    private final Counts<End> ended = new Counts<>(End.class);
    private final LongAdder established = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Ports ports;
    private final DatagramTap tap;

    /// @param tap sees each datagram
    DtlsWatch(Ports ports, DatagramTap tap) {
        this.ports = ports;
        this.tap = tap;
        this.log = new DtlsLog(LOG, ports.clock());
    }

    /// Of a running server.
    void tell(DtlsServer server) {
        var monitoring = ports.monitoring();
        monitoring.counter(
                Metric.of("dtls_refusals", "DTLS handshakes that got no key, by why.", "cause"),
                refused::each);
        monitoring.counter(
                Metric.of("dtls_ended", "DTLS sessions ended before their device did.", "cause"),
                ended::each);
        monitoring.counter(
                "dtls_established", "DTLS handshakes that were completed.", established::sum);
        monitoring.counter(
                "dtls_dropped",
                "DTLS handshakes not begun because too many were under way.",
                dropped::sum);
        monitoring.gauge(
                "dtls_connections",
                "DTLS sessions and handshakes held now.",
                server.connector()::connectionCount);
    }

    @Override
    public void received(DatagramPacket datagram) {
        tap.received(octets(datagram));
    }

    @Override
    public void sent(DatagramPacket datagram) {
        tap.sent(octets(datagram));
    }

    private static byte[] octets(DatagramPacket datagram) {
        int from = datagram.getOffset();
        return Arrays.copyOfRange(datagram.getData(), from, from + datagram.getLength());
    }

    @Override
    public void refused(PskRefusal why) {
        refused.count(why);
        log.refused(why);
    }

    @Override
    public void established(DtlsPeer peer) {
        established.increment();
    }

    @Override
    public void ended(DtlsPeer peer, End why) {
        ended.count(why);
        LOG.log(
                Level.DEBUG,
                "the DTLS session of {0} ends: its key {1}",
                peer.name(),
                why == End.EXPIRED ? "has ended" : "was withdrawn");
    }

    @Override
    public void dropped() {
        dropped.increment();
        log.dropped();
    }

    @Override
    public void broke(String what, RuntimeException why) {
        log.broke(what, why);
    }
}
