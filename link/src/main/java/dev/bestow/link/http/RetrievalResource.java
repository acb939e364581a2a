package dev.bestow.link.http;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.ResourceUnavailable;
import dev.bestow.wire.north.KeysJson;
import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalJson;
import dev.bestow.wire.north.RetrievalRequest;

import java.lang.System.Logger.Level;
import java.util.Set;

/// `POST /bestow-keys/v1/retrieve`, from a request's parts to its answer. Knows no socket.
final class RetrievalResource implements Resource {
    private static final System.Logger LOG = System.getLogger(RetrievalResource.class.getName());

    private final NorthboundHandler handler;
    private final LogThrottle outages;
    private final LogThrottle impostors;

    RetrievalResource(NorthboundHandler handler, Clock clock) {
        this.handler = handler;
        this.outages = new LogThrottle(clock);
        this.impostors = new LogThrottle(clock);
    }

    @Override
    public Answer answer(byte[] body, Set<String> callerNames) {
        try {
            return answer(RetrievalJson.decode(body), callerNames);
        } catch (MalformedJson e) {
            return Answer.problem(ProblemJson.of(e), Answer.NO_RETRY);
        }
    }

    private Answer answer(RetrievalRequest retrieval, Set<String> names) {
        AsId caller = retrieval.asId();
        if (!names.contains(caller.fqdn())) {
            impostors.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "refused keys of {0} to a caller whose certificate names {1} ({2} since"
                                    + " told last)",
                            caller,
                            names,
                            Long.toString(times)));
            ProblemDetails.InvalidParam field =
                    new ProblemDetails.InvalidParam("asId", "is not in the client certificate");
            return Answer.problem(
                    ProblemDetails.of(NorthCause.AS_NOT_AUTHORISED, field), Answer.NO_RETRY);
        }
        try (RetrievalAnswer answer = handler.retrieve(caller, retrieval)) {
            return encoded(answer);
        } catch (ResourceUnavailable e) {
            outages.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "no retrieval for {0}: {1} ({2} since told last)",
                            caller,
                            e.getMessage(),
                            Long.toString(times)));
            return Answer.problem(NorthCause.SYSTEM_FAILURE);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "retrieval for " + caller + " broke", e);
            return Answer.problem(NorthCause.SYSTEM_FAILURE);
        }
    }

    private static Answer encoded(RetrievalAnswer answer) {
        return switch (answer) {
            case RetrievalAnswer.Keys keys -> Answer.json(KeysJson.encode(keys));
            case RetrievalAnswer.NotAvailable _ -> Answer.problem(NorthCause.KEY_NOT_AVAILABLE);
            case RetrievalAnswer.NotYet notYet ->
                    Answer.problem(NorthCause.KEY_NOT_YET_CURRENT, notYet.retryAfterSeconds());
            case RetrievalAnswer.NotAuthorised _ -> Answer.problem(NorthCause.AS_NOT_AUTHORISED);
            case RetrievalAnswer.RootMismatch mismatch ->
                    Answer.problem(ProblemDetails.of(mismatch), Answer.NO_RETRY);
            case RetrievalAnswer.TooMany tooMany ->
                    Answer.problem(NorthCause.TOO_MANY_REQUESTS, tooMany.retryAfterSeconds());
            case RetrievalAnswer.SourceUnavailable unavailable ->
                    Answer.problem(
                            NorthCause.KEY_SOURCE_UNAVAILABLE, unavailable.retryAfterSeconds());
        };
    }
}
