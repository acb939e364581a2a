package dev.bestow.as;

import dev.bestow.core.Counts;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Ports;
import dev.bestow.session.oscore.OscoreServer;
import dev.bestow.session.oscore.OscoreServerEvents;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.wire.ua.RefusalCause;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/// What an endpoint tells of devices that speak OSCORE. Where the home network forbids ciphering the log says so too: such
/// a device needs another configuration.
public final class OscoreMetrics implements OscoreServerEvents {
    private static final Logger LOG = System.getLogger(OscoreMetrics.class.getName());

    private final Monitoring monitoring;
    private final LogThrottle forbidden;
    private final Counts<RefusalCause> refused = new Counts<>(RefusalCause.class);
    private final LongAdder repeated = new LongAdder();
    private final LongAdder undecodable = new LongAdder();

    public OscoreMetrics(Ports ports) {
        monitoring = ports.monitoring();
        forbidden = new LogThrottle(ports.clock());
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
        monitoring.counter(
                "oscore_dropped",
                "Datagrams lost because too many were being handled.",
                node::dropped);
    }

    @Override
    public void refused(RefusalCause cause, boolean authenticated) {
        refused.count(cause);
        if (cause == RefusalCause.CIPHERING_FORBIDDEN) {
            forbidden.happened(times ->
                    LOG.log(
                            Level.INFO,
                            "an OSCORE request is refused, ciphering is forbidden: {0} ({1} since"
                                    + " told last)",
                            SecurityProtocol.OSCORE.noneInClear(),
                            Long.toString(times)));
        }
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
