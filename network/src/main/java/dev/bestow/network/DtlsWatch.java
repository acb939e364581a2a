package dev.bestow.network;

import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Ports;
import dev.bestow.session.californium.dtls.DtlsEvents;
import dev.bestow.session.californium.dtls.DtlsPeer;
import dev.bestow.session.californium.dtls.DtlsServer;
import dev.bestow.session.californium.dtls.PskRefusal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Tells log and figures of DTLS at an endpoint: outside, one handshake without a key looks like the next.
final class DtlsWatch implements DtlsEvents {
    private static final Logger LOG = System.getLogger(DtlsWatch.class.getName());

    private final Map<PskRefusal, LongAdder> refused = new EnumMap<>(PskRefusal.class);
    private final Map<PskRefusal, LogThrottle> refusals = new EnumMap<>(PskRefusal.class);
    private final Map<End, LongAdder> ended = new EnumMap<>(End.class);
    private final LongAdder established = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LogThrottle drops;
    private final Ports ports;

    DtlsWatch(Ports ports) {
        this.ports = ports;
        this.drops = new LogThrottle(ports.clock());
        for (PskRefusal why : PskRefusal.values()) {
            refused.put(why, new LongAdder());
            refusals.put(why, new LogThrottle(ports.clock()));
        }
        for (End why : End.values()) {
            ended.put(why, new LongAdder());
        }
    }

    /// Of a running server.
    void tell(DtlsServer server) {
        var monitoring = ports.monitoring();
        monitoring.counter(
                Metric.of("dtls_refusals", "DTLS handshakes that got no key, by why.", "cause"),
                reading -> refused.forEach((why, count) -> reading.value(count.sum(), label(why))));
        monitoring.counter(
                Metric.of("dtls_ended", "DTLS sessions ended before their device did.", "cause"),
                reading -> ended.forEach((why, count) -> reading.value(count.sum(), label(why))));
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

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void refused(PskRefusal why) {
        Objects.requireNonNull(refused.get(why), "all are there").increment();
        Objects.requireNonNull(refusals.get(why), "all are there")
                .happened(times ->
                        LOG.log(
                                Level.INFO,
                                "a DTLS handshake gets no key: {0} ({1} since told last)",
                                why.inWords(),
                                Long.toString(times)));
    }

    @Override
    public void established(DtlsPeer peer) {
        established.increment();
    }

    @Override
    public void ended(DtlsPeer peer, End why) {
        Objects.requireNonNull(ended.get(why), "all are there").increment();
        LOG.log(
                Level.DEBUG,
                "the DTLS session of {0} ends: its key {1}",
                peer.name(),
                why == End.EXPIRED ? "has ended" : "was withdrawn");
    }

    @Override
    public void dropped() {
        dropped.increment();
        drops.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "no DTLS handshake begun: too many are under way ({0} since told last)",
                        Long.toString(times)));
    }

    @Override
    public void broke(String what, RuntimeException why) {
        LOG.log(Level.ERROR, what + " of a DTLS session broke", why);
    }
}
