package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring;
import dev.bestow.keys.solution.Moment;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keyserver.Retrieval.Withheld;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.Standing;
import dev.bestow.wire.north.NamedUser;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RevocationAnswer;
import dev.bestow.wire.north.RevocationRequest;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// Where endpoints fetch their keys: by name, their own only, and leaf keys only. Keys come from the key ring or from
/// the serving MME; which of them is a column of the row that serves the caller. A request that names a user gets
/// that user's keys only; whose an application identity is, the HSS has pushed with each key. Blocks for as long as
/// an MME may take. Whoever may fetch may also report that a handshake under such a key is done, revoke its own leaf,
/// and ask what it will get; all of it is paid from one rate. An endpoint that is shut out gets nothing.
public final class KeyRetrieval {
    private static final Logger LOG = System.getLogger(KeyRetrieval.class.getName());

    /// The logger that tells who got which key, and who none and why; operators know it by this name.
    public static final String HAND_OUTS = "dev.bestow.hand-outs";

    private static final int RATE_RETRY_SECONDS = 1;
    private static final int PUSH_RETRY_SECONDS = 1;
    private static final long MS_PER_SECOND = 1_000;

    private final TracedKeyRing keys;
    private final MmeKeys mmes;
    private final EndpointStore endpoints;
    private final CallerRates rates;
    private final HandshakeReports reports;
    private final KeyRefresh refreshes;
    private final Revocations revocations;
    private final Grants grants;
    private final RetrievalLog log;
    private final Clock clock;
    private final LogThrottle unreadable;
    private final RetrievalMetrics metrics;
    private volatile KeyServerConfig current;

    public KeyRetrieval(
            KeyServerConfig config, KeySources sources, Clock clock, Monitoring monitoring) {
        this.current = config;
        this.keys = sources.keys();
        this.mmes = sources.mmes();
        this.endpoints = sources.endpoints();
        this.rates = new CallerRates(config.limits(), clock);
        this.reports = new HandshakeReports(keys, clock, monitoring);
        this.revocations = new Revocations(sources, clock);
        this.refreshes = new KeyRefresh(sources, clock);
        this.grants = new Grants(keys, clock);
        this.log = new RetrievalLog(clock);
        this.clock = clock;
        this.unreadable = new LogThrottle(clock);
        this.metrics = new RetrievalMetrics(monitoring);
    }

    /// Serves these endpoints from now on, by these rows. Whoever is served no more, or otherwise, gets nothing more of
    /// what it asked for before.
    public void reconfigure(KeyServerConfig changed) {
        current = changed;
        rates.keep(changed.servers());
    }

    /// What is not there and what is there for others only is one answer, reached by as many reads of the store and
    /// without a derivation: an application server learns of no key that is not its own. The log tells the two apart.
    ///
    /// @param caller the AS_ID the caller's certificate names; `request` names the same one
    public RetrievalAnswer retrieve(AsId caller, RetrievalRequest request) {
        long sinceNs = clock.nowNs();
        KeyServerConfig config = current;
        Retrieval retrieval =
                config.servers().contains(caller)
                        ? served(config, caller, request)
                        : new Retrieval(new RetrievalAnswer.NotAuthorised(), null);
        log.answered(caller, request.keyName(), retrieval);
        metrics.answered(retrieval, clock.nowNs() - sinceNs);
        return retrieval.answer();
    }

    /// An endpoint says that it completed a handshake. Whether the key is not there, is for others, or was never handed
    /// out is one answer; the log tells them apart.
    ///
    /// @param caller the name the caller's certificate has; `request` has the same one
    public ReportAnswer report(AsId caller, ReportRequest request) {
        return switch (reported(caller, request)) {
            // It was handed the key, so that newer ones are proven is no news of others.
            case PROVEN, OUTDATED -> new ReportAnswer.Taken();
            case NOT_HANDED_OUT, NO_EVIDENCE -> new ReportAnswer.NotAvailable();
            case UNKNOWN_CALLER, SHUT_OUT -> new ReportAnswer.NotAuthorised();
            case TOO_MANY -> new ReportAnswer.TooMany(RATE_RETRY_SECONDS);
        };
    }

    private HandshakeReports.Outcome reported(AsId caller, ReportRequest request) {
        KeyServerConfig config = current;
        if (!config.servers().contains(caller)) {
            return reports.told(caller, HandshakeReports.Outcome.UNKNOWN_CALLER);
        }
        if (endpoints.standing(caller).isShutOut()) {
            return reports.told(caller, HandshakeReports.Outcome.SHUT_OUT);
        }
        if (!rates.admits(caller)) {
            return reports.told(caller, HandshakeReports.Outcome.TOO_MANY);
        }
        return reports.prove(caller, config.plan().serving(caller), request.rand());
    }

    /// An endpoint wants another key in place of the one it names.
    ///
    /// @param caller the AS_ID the caller's certificate names; `named` names the same one
    public RefreshAnswer refresh(AsId caller, RetrievalRequest named) {
        KeyServerConfig config = current;
        RefreshAnswer answer;
        if (config.servers().contains(caller) && !endpoints.standing(caller).isShutOut()) {
            answer =
                    rates.admits(caller)
                            ? refreshes.refresh(config, caller, named)
                            : new RefreshAnswer.TooMany(RATE_RETRY_SECONDS);
        } else {
            answer = new RefreshAnswer.NotAuthorised();
        }
        log.refreshed(caller, named.keyName(), answer);
        return answer;
    }

    /// What an endpoint of this name gets here.
    ///
    /// @param caller a name the caller's certificate has
    public RegistrationAnswer register(AsId caller) {
        KeyServerConfig config = current;
        if (!config.servers().contains(caller)) {
            log.unknown(caller);
            return new RegistrationAnswer.NotAuthorised();
        }
        if (endpoints.standing(caller).isShutOut()) {
            log.shutOut(caller);
            return new RegistrationAnswer.NotAuthorised();
        }
        if (!rates.admits(caller)) {
            return new RegistrationAnswer.TooMany(RATE_RETRY_SECONDS);
        }
        return new RegistrationAnswer.Registered(
                caller,
                config.plan().serving(caller),
                config.limits().longestKeyLifeMs() / MS_PER_SECOND);
    }

    /// An endpoint wants its leaf of a key no more. Whether the key is not there or for others is one answer. The
    /// leaves of others go on, and so does the key they come from.
    ///
    /// @param caller the name the caller's certificate has; `request` has the same one
    public RevocationAnswer revoke(AsId caller, RevocationRequest request) {
        KeyServerConfig config = current;
        if (!config.servers().contains(caller)) {
            log.unknown(caller);
            return new RevocationAnswer.NotAuthorised();
        }
        Standing standing = endpoints.standing(caller);
        if (standing.isShutOut()) {
            log.shutOut(caller);
            return new RevocationAnswer.NotAuthorised();
        }
        if (!rates.admits(caller)) {
            return new RevocationAnswer.TooMany(RATE_RETRY_SECONDS);
        }
        return revocations.revoke(caller, config.plan().serving(caller), request);
    }

    private Retrieval served(KeyServerConfig config, AsId caller, RetrievalRequest request) {
        Retrieval retrieval = stillServed(config, caller, retrieval(config, caller, request));
        Withheld withheld = retrieval.withheld();
        if (withheld == null) {
            keys.trace().answered(caller, request.keyName(), retrieval.answer());
        } else {
            keys.trace().refused(caller, request.keyName(), withheld.traced());
        }
        return retrieval;
    }

    /// An MME may take its time, and the operator may take the endpoint's right away meanwhile.
    private Retrieval stillServed(KeyServerConfig asked, AsId caller, Retrieval retrieval) {
        KeyServerConfig now = current;
        if (now.serves(caller, asked)) {
            return retrieval;
        }
        retrieval.answer().close();
        return new Retrieval(
                now.servers().contains(caller)
                        ? new RetrievalAnswer.NotYet(RATE_RETRY_SECONDS)
                        : new RetrievalAnswer.NotAuthorised(),
                null);
    }

    private Retrieval retrieval(KeyServerConfig config, AsId caller, RetrievalRequest request) {
        Standing standing = endpoints.standing(caller);
        if (standing.isShutOut()) {
            return new Retrieval(new RetrievalAnswer.NotAuthorised(), Withheld.SHUT_OUT);
        }
        if (request.user() instanceof NamedUser.ByImsi && !config.translating().contains(caller)) {
            return new Retrieval(new RetrievalAnswer.NotAuthorised(), Withheld.NOT_TRANSLATING);
        }
        if (!rates.admits(caller)) {
            return Retrieval.of(new RetrievalAnswer.TooMany(RATE_RETRY_SECONDS));
        }
        Solution row = config.plan().serving(caller);
        KeyRoot root = row.root();
        if (request.root() != null && request.root() != root) {
            return Retrieval.of(new RetrievalAnswer.RootMismatch(request.root(), root));
        }
        Entitlement entitlement = new Entitlement(standing, request.user(), endpoints);
        if (row.keptByMme()) {
            return request.user() == null
                    ? fromMme(
                            mmes.retrieve(caller, request.keyName(), root),
                            entitlement,
                            config.limits())
                    : Retrieval.nothing(Withheld.NOT_TRANSLATED);
        }
        var grantee = new Grants.Grantee(caller, row, config.translating().contains(caller));
        return fromRing(grantee, request, entitlement);
    }

    private static Retrieval fromMme(
            RetrievalAnswer answer, Entitlement entitlement, KeyServerConfig.Limits limits) {
        if (answer instanceof RetrievalAnswer.Keys keys
                && !keys.keys().stream()
                        .allMatch(key ->
                                entitlement.mayLeave(key.rand(), limits.madeAtMs(key.expiry())))) {
            keys.close();
            return Retrieval.nothing(entitlement.withheld());
        }
        return Retrieval.of(answer);
    }

    private Retrieval fromRing(
            Grants.Grantee grantee, RetrievalRequest request, Entitlement entitlement) {
        Solution row = grantee.row();
        return switch (keys.select(
                row.kind(), request.keyName(), clock.nowMs(), entitlement::allows)) {
            case Selection.Found(List<Candidate> candidates) ->
                    Retrieval.of(grants.of(grantee, request.user(), candidates));
            case Selection.NotYet(int retryAfterSeconds) ->
                    Retrieval.of(new RetrievalAnswer.NotYet(retryAfterSeconds));
            case Selection.Unreadable() -> {
                metrics.unreadable();
                unreadable.happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "a key that {0} asked for does not unwrap: its epoch key is gone,"
                                        + " or its row is damaged ({1} since told last)",
                                grantee.caller(),
                                Long.toString(times)));
                yield Retrieval.of(new RetrievalAnswer.NotAvailable());
            }
            case Selection.Withheld _ -> new Retrieval(unknown(row), entitlement.withheld());
            case Selection.Unknown() -> Retrieval.of(unknown(row));
        };
    }

    /// The one answer to a name that nobody has and to one that is not the caller's. A device may be faster with its
    /// first packet than the push that its PDN connection causes.
    private static RetrievalAnswer unknown(Solution row) {
        return row.pushedTo(Moment.CONNECTION).contains(row.endpoint())
                ? new RetrievalAnswer.NotYet(PUSH_RETRY_SECONDS)
                : new RetrievalAnswer.NotAvailable();
    }
}
