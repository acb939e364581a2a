package dev.bestow.as;

import dev.bestow.core.Counts;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Ports;
import dev.bestow.session.oscore.OscoreServer;
import dev.bestow.session.oscore.OscoreServerEvents;
import dev.bestow.wire.ua.RefusalCause;

import java.util.concurrent.atomic.LongAdder;

/// What an endpoint tells of devices that speak OSCORE.
public final class OscoreMetrics implements OscoreServerEvents {
    private final Monitoring monitoring;
    private final Counts<RefusalCause> refused = new Counts<>(RefusalCause.class);
    private final RefusalLog log;
    private final LongAdder repeated = new LongAdder();
    private final LongAdder undecodable = new LongAdder();

    public OscoreMetrics(Ports ports) {
        monitoring = ports.monitoring();
        log =
                new RefusalLog(
                        System.getLogger(OscoreMetrics.class.getName()), "OSCORE", ports.clock());
        monitoring.counter(
                Metric.of("oscore_refusals", "Refusals sent to devices, by their cause.", "cause"),
                refused::each);
        monitoring.counter(
                "oscore_undecodable",
                "Datagrams that are no CoAP request on the port for OSCORE.",
                undecodable::sum);
        monitoring.counter(
                "oscore_repeated", "Copies that came of requests taken before.", repeated::sum);
    }

    /// Of a running server.
    public void tell(OscoreServer server, AsNode node) {
        monitoring.gauge(
                "oscore_contexts", "Security contexts of devices held now.", server::contextCount);
        monitoring.gauge(
                "oscore_agreements",
                "Round trips of 3GPP's form of the last minute.",
                server::agreementCount);
        monitoring.counter(
                "oscore_dropped",
                "Datagrams lost because too many were being handled.",
                node::dropped);
    }

    @Override
    public void refused(RefusalCause cause, boolean authenticated) {
        refused.count(cause);
        log.refused(cause);
    }

    @Override
    public void repeated(boolean answered) {
        repeated.increment();
    }

    @Override
    public void undecodable() {
        undecodable.increment();
    }
}
