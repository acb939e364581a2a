package dev.bestow.scef;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.Selection;
import dev.bestow.link.diameter.CallResult;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Where application servers fetch their keys: by name, their own only, and Ks_AS only. Keys come from
/// the key ring or from the serving MME; which of them is a column of the row that serves the caller. Blocks for as
/// long as an MME may take.
public final class KeyRetrieval {
    private static final Logger LOG = System.getLogger(KeyRetrieval.class.getName());

    /// The logger that tells who got which key, and who none and why.
    public static final String HAND_OUTS = "dev.bestow.scef.hand-outs";

    /// An MME that was just restarted is back by then.
    private static final int SOURCE_RETRY_SECONDS = 2;

    private static final int RATE_RETRY_SECONDS = 1;

    private final ScefConfig config;
    private final KeyRing keys;
    private final KeyRequester mmes;
    private final CallerRates rates;
    private final RetrievalLog log;
    private final Clock clock;
    private final LogThrottle unreadable;
    private final RetrievalMetrics metrics;

    KeyRetrieval(
            ScefConfig config,
            KeyRing keys,
            KeyRequester mmes,
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
        if (!row.keptByMme()) {
            return fromRing(caller, request.keyName(), root);
        }
        return switch (request.keyName()) {
            case KeyName.ByGuti byGuti -> fromMme(caller, byGuti, root);
            // No RAND says which MME knows it.
            case KeyName.ByRand _ -> new RetrievalAnswer.NotAvailable();
        };
    }

    private RetrievalAnswer fromRing(AsId caller, KeyName name, KeyRoot root) {
        return switch (keys.select(KeyKind.KS, name, clock.nowMs())) {
            case Selection.Found(List<Candidate> candidates) -> grant(caller, root, candidates);
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

    private static RetrievalAnswer grant(AsId caller, KeyRoot root, List<Candidate> candidates) {
        List<RetrievedKey> granted = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            try (var key = candidate.key()) {
                if (key instanceof Ks ks && candidate.allows(caller)) {
                    granted.add(
                            new RetrievedKey(
                                    KsAs.from(ks, caller),
                                    candidate.rand(),
                                    candidate.guti(),
                                    root,
                                    Instant.ofEpochMilli(candidate.expiresAtMs()),
                                    candidate.externalIdentifier(),
                                    candidate.confidentialityAllowed()));
                }
            }
        }
        return granted.isEmpty()
                ? new RetrievalAnswer.NotAuthorised()
                : new RetrievalAnswer.Keys(granted);
    }

    private RetrievalAnswer fromMme(AsId caller, KeyName.ByGuti name, KeyRoot root) {
        if (!config.mayRouteTo(name.guti())) {
            LOG.log(Level.INFO, "{0} asked for {1}, an MME of no pool of this SCEF", caller, name);
            return new RetrievalAnswer.NotAvailable();
        }
        var request = new KeyRequest(name.guti(), name.eksi(), null, caller, root, false);
        return switch (mmes.ask(request)) {
            case CallResult.Answered<KeyAnswer>(KeyAnswer answer) -> translate(name, root, answer);
            case CallResult.Failed<KeyAnswer>(String reason) -> {
                LOG.log(Level.WARNING, "{0} does not answer: {1}", name.guti().mmeFqdn(), reason);
                yield new RetrievalAnswer.SourceUnavailable(SOURCE_RETRY_SECONDS);
            }
        };
    }

    private static RetrievalAnswer translate(KeyName.ByGuti name, KeyRoot root, KeyAnswer answer) {
        return switch (answer) {
            case KeyAnswer.Key key when key.root() != root -> {
                key.close();
                yield new RetrievalAnswer.RootMismatch(root, key.root());
            }
            case KeyAnswer.Key key -> {
                String external = key.externalIdentifier();
                if (external == null) {
                    key.close();
                    LOG.log(Level.WARNING, "{0} has no External-Identifier: no key", key.imsi());
                    yield new RetrievalAnswer.NotAvailable();
                }
                yield new RetrievalAnswer.Keys(
                        List.of(
                                new RetrievedKey(
                                        key.ksAs(),
                                        key.rand(),
                                        name,
                                        root,
                                        key.expiry(),
                                        external,
                                        key.confidentialityAllowed())));
            }
            case KeyAnswer.NotYet(int retryAfterSeconds) ->
                    new RetrievalAnswer.NotYet(retryAfterSeconds);
            case KeyAnswer.UnknownName() -> new RetrievalAnswer.NotAvailable();
            case KeyAnswer.NotAuthorised() -> new RetrievalAnswer.NotAuthorised();
            case KeyAnswer.RootMismatch(KeyRoot theirs) ->
                    new RetrievalAnswer.RootMismatch(root, theirs);
            case KeyAnswer.ReauthenticationAccepted() -> new RetrievalAnswer.NotAvailable();
            case KeyAnswer.NotSupported() -> {
                LOG.log(Level.WARNING, "{0} hands out no keys", name.guti().mmeFqdn());
                yield new RetrievalAnswer.NotAvailable();
            }
            case KeyAnswer.Failed(Result result) -> {
                LOG.log(
                        Level.WARNING,
                        "T6a CIR Key-Request refused by {0}: {1}",
                        name.guti().mmeFqdn(),
                        result);
                yield new RetrievalAnswer.SourceUnavailable(SOURCE_RETRY_SECONDS);
            }
        };
    }
}
