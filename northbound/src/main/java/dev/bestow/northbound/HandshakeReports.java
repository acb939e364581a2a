package dev.bestow.northbound;

import dev.bestow.core.AsId;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Octets;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.core.Timers;
import dev.bestow.keys.solution.Solution;
import dev.bestow.link.http.ReportOutcome;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.wire.north.ReportRequest;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/// Tells the operator of each key once that a message verified under it, where the endpoint's word proves a key. On
/// threads of its own, so that no device waits for it; bounded, and given up after some tries: a key stays in use
/// while it is pending, and the device's next request causes another report.
public final class HandshakeReports implements AutoCloseable {
    private static final Logger LOG = System.getLogger(HandshakeReports.class.getName());

    /// Most that wait for their answers.
    static final int CAPACITY = 1_024;

    static final long FIRST_RETRY_MS = 1_000;

    /// Each wait is four times the one before: tried four times in some twenty seconds.
    private static final long LAST_RETRY_MS = 16_000;

    private static final long MS_PER_SECOND = 1_000;

    /// A few of the places that retrievals have.
    private static final int AT_ONCE = 4;

    /// As many as the keys that an endpoint has in use. One that is forgotten is reported again, which harms nothing.
    private static final int REMEMBERED = 65_536;

    private final AsId asId;
    private final Solution row;
    private final Function<ReportRequest, ReportOutcome> operator;
    private final Timers timers;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<Rand> waiting = new HashSet<>();
    private final SequencedSet<Rand> reported = new LinkedHashSet<>();
    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LogThrottle refusals;
    private final LogThrottle drops;
    private boolean closed;

    /// @param row that serves this endpoint; of one that takes no reports, none is made
    /// @param operator takes a report; blocks, and whatever goes wrong is an outcome
    public HandshakeReports(
            AsId asId, Solution row, Function<ReportRequest, ReportOutcome> operator, Ports ports) {
        this.asId = asId;
        this.row = row;
        this.operator = operator;
        this.timers = ports.timers();
        this.refusals = new LogThrottle(ports.clock());
        this.drops = new LogThrottle(ports.clock());
        ports.monitoring()
                .counter(
                        Monitoring.Metric.of(
                                "handshake_reports",
                                "Reports to the operator that a message verified under a key, by"
                                        + " what they came to.",
                                "outcome"),
                        reading -> {
                            reading.value(taken.sum(), "taken");
                            reading.value(refused.sum(), "refused");
                            reading.value(dropped.sum(), "dropped");
                        });
    }

    /// `claims`, which every protection asks once a message has verified: so it is noticed here.
    public ReplayClaims watching(ReplayClaims claims) {
        return row.provenByEndpoint() ? new WatchedClaims(claims) : claims;
    }

    private final class WatchedClaims implements ReplayClaims {
        private final ReplayClaims claims;

        WatchedClaims(ReplayClaims claims) {
            this.claims = claims;
        }

        @Override
        public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
            Outcome outcome = claims.claim(key, randAs, requestDigest, expiry);
            if (outcome instanceof Outcome.Admitted) {
                verified(key);
            }
            return outcome;
        }

        @Override
        public void storeResponse(Rand key, Octets randAs, Octets response) {
            claims.storeResponse(key, randAs, response);
        }
    }

    /// A message or a handshake verified under the key of this run. Returns at once.
    public void verified(Rand key) {
        if (!row.provenByEndpoint()) {
            return;
        }
        synchronized (waiting) {
            if (closed || reported.contains(key) || waiting.contains(key)) {
                return;
            }
            if (waiting.size() < CAPACITY) {
                waiting.add(key);
                start(key, FIRST_RETRY_MS);
                return;
            }
        }
        drop(CAPACITY + " others wait");
    }

    private void start(Rand key, long retryMs) {
        Thread.ofVirtual().name("handshake-report").start(() -> report(key, retryMs));
    }

    private void report(Rand key, long retryMs) {
        switch (asked(key)) {
            case null -> {}
            case ReportOutcome.Taken() -> {
                end(key, true);
                taken.increment();
            }
            case ReportOutcome.Refused(String reason) -> {
                end(key, true);
                refused.increment();
                refusals.happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "the operator does not take that a message verified under a key:"
                                        + " {0} ({1} since told last)",
                                reason,
                                Long.toString(times)));
            }
            case ReportOutcome.Failed(String reason, int retryAfterSeconds) -> {
                if (retryMs > LAST_RETRY_MS) {
                    end(key, false);
                    drop(reason);
                } else {
                    timers.after(
                            Math.max(retryMs, retryAfterSeconds * MS_PER_SECOND),
                            () -> start(key, 4 * retryMs));
                }
            }
        }
    }

    /// Null when nobody is asked any more.
    private @Nullable ReportOutcome asked(Rand key) {
        places.acquireUninterruptibly();
        try {
            if (isClosed()) {
                return null;
            }
            return operator.apply(new ReportRequest(asId, key));
        } catch (RuntimeException e) {
            // A fault of ours: the key must not wait for good, nor the others for its place.
            LOG.log(Level.ERROR, "a handshake report broke", e);
            return new ReportOutcome.Failed("the report broke", 1);
        } finally {
            places.release();
        }
    }

    /// @param known whether the operator need not hear of it again
    private void end(Rand key, boolean known) {
        synchronized (waiting) {
            waiting.remove(key);
            if (known) {
                reported.add(key);
                if (reported.size() > REMEMBERED) {
                    reported.removeFirst();
                }
            }
        }
    }

    private void drop(String why) {
        dropped.increment();
        drops.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "the operator does not hear that a message verified under a key: {0} ({1}"
                                + " since told last)",
                        why,
                        Long.toString(times)));
    }

    private boolean isClosed() {
        synchronized (waiting) {
            return closed;
        }
    }

    /// Reports no more. Waits for reports under way, as what they stand on is closed after this.
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
        }
        places.acquireUninterruptibly(AT_ONCE);
        places.release(AT_ONCE);
    }
}
