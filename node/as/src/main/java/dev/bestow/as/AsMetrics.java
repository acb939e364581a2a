package dev.bestow.as;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Clock;
import dev.bestow.core.Counts;
import dev.bestow.core.KeyName;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Octets;
import dev.bestow.core.Ports;
import dev.bestow.session.key.AsKeySource;
import dev.bestow.session.ua.UaServer;
import dev.bestow.session.ua.UaServerEvents;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UndecodableUa;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// What an application server tells of its devices and of its retrievals of keys.
public final class AsMetrics implements UaServerEvents {
    private final Monitoring monitoring;
    private final Clock clock;
    private final Counts<RefusalCause> refused = new Counts<>(RefusalCause.class);
    private final RefusalLog log;
    private final Counts<UndecodableUa.Reason> undecodable =
            new Counts<>(UndecodableUa.Reason.class);
    private final LongAdder repeated = new LongAdder();

    public AsMetrics(Ports ports) {
        monitoring = ports.monitoring();
        log = new RefusalLog(System.getLogger(AsMetrics.class.getName()), "Ua", ports.clock());
        clock = ports.clock();
        monitoring.counter(
                Metric.of("ua_refusals", "Refusals sent to devices, by their cause.", "cause"),
                refused::each);
        monitoring.counter(
                Metric.of("ua_undecodable", "Datagrams that are no Ua message, by why.", "reason"),
                undecodable::each);
        monitoring.counter(
                "ua_repeated", "Copies that came of messages taken before.", repeated::sum);
    }

    /// Of a running server.
    public void tell(UaServer server, AsNode node) {
        monitoring.gauge("ua_sessions", "Sessions of devices held now.", server::sessionCount);
        monitoring.counter(
                "ua_dropped", "Datagrams lost because too many were being handled.", node::dropped);
    }

    /// `keys`, and how long each fetch takes.
    public AsKeySource timed(AsKeySource keys) {
        Monitoring.Timings fetches =
                monitoring.timings(
                        Metric.of(
                                "key_fetch_duration_seconds",
                                "Retrievals of keys from the operator, by what they came to.",
                                "answer"));
        return new AsKeySource() {
            @Override
            public RetrievalAnswer fetch(KeyName name, Octets asker) {
                return timed(() -> keys.fetch(name, asker));
            }

            @Override
            public RetrievalAnswer fetch(KeyName name, ApplicationIdentity user, Octets asker) {
                return timed(() -> keys.fetch(name, user, asker));
            }

            private RetrievalAnswer timed(Supplier<RetrievalAnswer> fetch) {
                long sinceNs = clock.nowNs();
                RetrievalAnswer fetched = fetch.get();
                fetches.took(clock.nowNs() - sinceNs, label(fetched));
                return fetched;
            }
        };
    }

    private static String label(RetrievalAnswer fetched) {
        return switch (fetched) {
            case RetrievalAnswer.Keys _ -> "keys";
            case RetrievalAnswer.NotYet _ -> "not_yet";
            case RetrievalAnswer.NotAvailable _ -> "not_available";
            case RetrievalAnswer.NotAuthorised _ -> "not_authorised";
            case RetrievalAnswer.RootMismatch _ -> "root_mismatch";
            case RetrievalAnswer.TooMany _, RetrievalAnswer.SourceUnavailable _ -> "unavailable";
        };
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
    public void undecodable(UndecodableUa.Reason reason) {
        undecodable.count(reason);
    }
}
