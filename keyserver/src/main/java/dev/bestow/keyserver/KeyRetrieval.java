package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.EndpointId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Selection;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/// Where endpoints fetch their keys: by name, their own only, and leaf keys only. Keys come from
/// the key ring or from the serving MME; which of them is a column of the row that serves the caller. Blocks for as
/// long as an MME may take.
public final class KeyRetrieval {
    private static final Logger LOG = System.getLogger(KeyRetrieval.class.getName());

    /// The logger that tells who got which key, and who none and why; operators know it by this name.
    public static final String HAND_OUTS = "dev.bestow.scef.hand-outs";

    private static final int RATE_RETRY_SECONDS = 1;

    private final KeyServerConfig config;
    private final TracedKeyRing keys;
    private final MmeKeys mmes;
    private final CallerRates rates;
    private final RetrievalLog log;
    private final Clock clock;
    private final LogThrottle unreadable;
    private final RetrievalMetrics metrics;

    public KeyRetrieval(
            KeyServerConfig config,
            TracedKeyRing keys,
            MmeKeys mmes,
            Clock clock,
            Monitoring monitoring) {
        this.config = config;
        this.keys = keys;
        this.mmes = mmes;
        this.rates = new CallerRates(config.limits(), clock);
        this.log = new RetrievalLog(clock);
        this.clock = clock;
        this.unreadable = new LogThrottle(clock);
        this.metrics = new RetrievalMetrics(monitoring);
    }

    /// What is not there and what is there for others only is one answer: an application server learns of no key that
    /// is not its own. The log tells the two apart.
    ///
    /// @param caller the AS_ID the caller's certificate names; `request` names the same one
    public RetrievalAnswer retrieve(AsId caller, RetrievalRequest request) {
        long sinceNs = clock.nowNs();
        RetrievalAnswer answer = answered(caller, request);
        metrics.answered(answer, clock.nowNs() - sinceNs);
        return answer;
    }

    private RetrievalAnswer answered(AsId caller, RetrievalRequest request) {
        if (!config.servers().contains(caller)) {
            log.unknown(caller);
            return new RetrievalAnswer.NotAuthorised();
        }
        RetrievalAnswer answer = answer(caller, request, config.plan().serving(caller));
        log.answered(caller, request.keyName(), answer);
        keys.trace().answered(caller, request.keyName(), answer);
        return answer instanceof RetrievalAnswer.NotAuthorised
                ? new RetrievalAnswer.NotAvailable()
                : answer;
    }

    private RetrievalAnswer answer(AsId caller, RetrievalRequest request, Solution row) {
        if (!rates.admits(caller)) {
            return new RetrievalAnswer.TooMany(RATE_RETRY_SECONDS);
        }
        KeyRoot root = row.root();
        if (request.root() != null && request.root() != root) {
            return new RetrievalAnswer.RootMismatch(request.root(), root);
        }
        return row.keptByMme()
                ? mmes.retrieve(caller, request.keyName(), root)
                : fromRing(caller, request.keyName(), row);
    }

    private RetrievalAnswer fromRing(AsId caller, KeyName name, Solution row) {
        return switch (keys.select(row.kind(), name, clock.nowMs())) {
            case Selection.Found(List<Candidate> candidates) -> grant(caller, row, candidates);
            case Selection.NotYet(int retryAfterSeconds) ->
                    new RetrievalAnswer.NotYet(retryAfterSeconds);
            case Selection.Unreadable() -> {
                metrics.unreadable();
                unreadable.happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "a key that {0} asked for does not unwrap: its epoch key is gone,"
                                        + " or its row is damaged ({1} since told last)",
                                caller,
                                Long.toString(times)));
                yield new RetrievalAnswer.NotAvailable();
            }
            case Selection.Unknown() -> new RetrievalAnswer.NotAvailable();
        };
    }

    private static RetrievalAnswer grant(AsId caller, Solution row, List<Candidate> candidates) {
        EndpointId endpoint = row.endpoint(caller.fqdn());
        List<RetrievedKey> granted = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            try (var key = candidate.key()) {
                if (candidate.allows(caller)) {
                    granted.add(
                            new RetrievedKey(
                                    key.leafFor(endpoint),
                                    candidate.rand(),
                                    candidate.guti(),
                                    row.root(),
                                    candidate.expiry(),
                                    candidate.externalIdentifier(),
                                    candidate.confidentialityAllowed()));
                }
            }
        }
        return granted.isEmpty()
                ? new RetrievalAnswer.NotAuthorised()
                : new RetrievalAnswer.Keys(granted);
    }
}
