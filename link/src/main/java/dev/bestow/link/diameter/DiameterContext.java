package dev.bestow.link.diameter;

import dev.bestow.core.Counts;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Ports;
import dev.bestow.core.ResourceUnavailable;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Origin;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// This node as its connections see it: configuration, name, ports, handler, counters.
final class DiameterContext {
    static final Logger LOG = System.getLogger("dev.bestow.link.diameter");

    private final DiameterConfig config;
    private final Origin origin;
    private final Ports ports;
    private final RequestHandler handler;
    private final @Nullable DiameterTap tap;
    private final int stateId;
    private final AtomicInteger nextEndToEnd;
    private final LogThrottle outages;
    private final LogThrottle handlerFailures;
    private final LogThrottle foreignAnswers;
    private final LogThrottle refusedPeers;
    private final Map<Refusal.Kind, LogThrottle> refusals = new EnumMap<>(Refusal.Kind.class);
    private final LogThrottle halfOpenOnes;
    private final DiameterMetrics metrics;
    private final Counts<Counter> counters = new Counts<>(Counter.class);

    DiameterContext(
            DiameterConfig config, Ports ports, RequestHandler handler, @Nullable DiameterTap tap) {
        this.config = config;
        this.origin = new Origin(config.originHost(), config.originRealm());
        this.ports = ports;
        this.handler = handler;
        this.tap = tap;
        this.outages = new LogThrottle(ports.clock());
        this.handlerFailures = new LogThrottle(ports.clock());
        this.foreignAnswers = new LogThrottle(ports.clock());
        this.refusedPeers = new LogThrottle(ports.clock());
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            refusals.put(kind, new LogThrottle(ports.clock()));
        }
        this.halfOpenOnes = new LogThrottle(ports.clock());
        this.metrics = new DiameterMetrics(ports.monitoring());
        int seconds = (int) TimeUnit.MILLISECONDS.toSeconds(ports.clock().nowMs());
        this.stateId = seconds;
        // RFC 6733 clause 3: low bits of the time above, random below, so that a restart repeats
        // nothing.
        this.nextEndToEnd =
                new AtomicInteger(seconds << 20 | (ports.entropy().nextInt() & 0xf_ffff));
    }

    DiameterConfig config() {
        return config;
    }

    DiameterLimits limits() {
        return config.limits();
    }

    Origin origin() {
        return origin;
    }

    Ports ports() {
        return ports;
    }

    RequestHandler handler() {
        return handler;
    }

    /// Origin-State-Id: the second this node started.
    int stateId() {
        return stateId;
    }

    int nextEndToEnd() {
        return nextEndToEnd.getAndIncrement();
    }

    long nowNs() {
        return ports.clock().nowNs();
    }

    void count(Counter counter) {
        counters.count(counter);
    }

    /// A request of a peer has been served, since `sinceNs`.
    void served(DiameterMessage request, DiameterMessage answer, long sinceNs) {
        metrics.served(request, answer, nowNs() - sinceNs);
    }

    long counted(Counter counter) {
        return counters.of(counter);
    }

    /// A request got no proper answer for what this node lives on.
    void outage(ResourceUnavailable outage) {
        count(Counter.OUTAGES);
        tell(outages, "could not do its work: " + outage.getMessage());
    }

    /// A request got no proper answer for a bug of ours.
    void handlerFailed(String how) {
        tell(handlerFailures, how);
    }

    /// Strangers hold more connections open than they may before they say who they are.
    void gaveWay(Connection connection) {
        count(Counter.REFUSED_CONNECTIONS);
        warn(halfOpenOnes, "closed " + connection + ", half open, to make room");
    }

    private void tell(LogThrottle kind, String how) {
        count(Counter.HANDLER_FAILURES);
        warn(kind, "Diameter request handler " + how);
    }

    /// A request is not served for who asks.
    void refused(DiameterMessage request, Refusal refusal) {
        count(refusal.kind().counter());
        count(Counter.REFUSED_REQUESTS);
        LogThrottle kind = Objects.requireNonNull(refusals.get(refusal.kind()), "all are there");
        warn(
                kind,
                "refused %s: %s"
                        .formatted(CommandCode.name(request.commandCode(), true), refusal.text()));
    }

    /// A capabilities exchange ended in a refusal.
    void refusedPeer(String how) {
        count(Counter.REFUSED_PEERS);
        warn(refusedPeers, how);
    }

    /// An answer of somebody who was not asked.
    void foreignAnswer(String how) {
        count(Counter.FOREIGN_ANSWERS);
        warn(foreignAnswers, how);
    }

    private void warn(LogThrottle kind, String what) {
        kind.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "{0}: {1} ({2} since told last)",
                        origin.host(),
                        what,
                        Long.toString(times)));
    }

    void tapSent(String peerHost, DiameterMessage message) {
        if (tap != null) {
            tap.sent(origin.host(), peerHost, message);
        }
    }

    void tapReceived(String peerHost, DiameterMessage message) {
        if (tap != null) {
            tap.received(origin.host(), peerHost, message);
        }
    }
}
