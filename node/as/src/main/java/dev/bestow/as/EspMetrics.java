package dev.bestow.as;

import dev.bestow.core.Counts;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Ports;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.esp.EspServer;
import dev.bestow.session.esp.EspServerEvents;
import dev.bestow.wire.ua.RefusalCause;

import java.util.concurrent.atomic.LongAdder;

/// What an endpoint tells of its devices in ESP.
public final class EspMetrics implements EspServerEvents {
    private final Monitoring monitoring;
    private final Counts<RefusalCause> refused = new Counts<>(RefusalCause.class);
    private final RefusalLog log;
    private final Counts<EspDrop> dropped = new Counts<>(EspDrop.class);
    private final LongAdder repeated = new LongAdder();

    public EspMetrics(Ports ports) {
        monitoring = ports.monitoring();
        log = new RefusalLog(System.getLogger(EspMetrics.class.getName()), "ESP", ports.clock());
        monitoring.counter(
                Metric.of("esp_refusals", "Refusals sent to devices in ESP, by cause.", "cause"),
                refused::each);
        monitoring.counter(
                Metric.of("esp_dropped", "Datagrams at the ESP port dropped, by why.", "reason"),
                dropped::each);
        monitoring.counter(
                "esp_repeated", "Copies that came of ESP packets taken before.", repeated::sum);
    }

    /// Of a running server.
    public void tell(EspServer server, EspNode node) {
        monitoring.gauge("esp_sessions", "ESP sessions held now.", server::sessionCount);
        monitoring.counter(
                "esp_lost", "ESP packets lost because too many were being handled.", node::lost);
    }

    /// Of an endpoint with tunnels.
    public void tell(EspTunnels tunnels) {
        monitoring.gauge(
                "esp_tunnel_addresses",
                "Addresses given to devices in ESP tunnels.",
                tunnels::addresses);
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
    public void dropped(EspDrop why) {
        dropped.count(why);
    }
}
