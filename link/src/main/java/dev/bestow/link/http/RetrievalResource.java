package dev.bestow.link.http;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.ResourceUnavailable;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.util.Set;

/// `POST /bestow-keys/v1/retrieve`, from a request's parts to its answer. Knows no socket.
final class RetrievalResource {
    private static final System.Logger LOG = System.getLogger(RetrievalResource.class.getName());
    private static final String JSON = "application/json";

    private final NorthboundHandler handler;
    private final LogThrottle outages;
    private final LogThrottle impostors;

    RetrievalResource(NorthboundHandler handler, Clock clock) {
        this.handler = handler;
        this.outages = new LogThrottle(clock);
        this.impostors = new LogThrottle(clock);
    }

    /// What can be said before the body is read; SYSTEM_FAILURE never is. `null` when nothing is wrong.
    static @Nullable NorthCause objection(String method, String target, HttpHeaders headers) {
        if (!target.equals(RetrievalRequest.PATH)) {
            return NorthCause.RESOURCE_URI_STRUCTURE_NOT_FOUND;
        }
        if (!method.equals("POST")) {
            return NorthCause.METHOD_NOT_ALLOWED;
        }
        return headers.mediaType().equals(JSON) ? null : NorthCause.UNSUPPORTED_MEDIA_TYPE;
    }

    /// The answer to a body from a caller whose certificate has these DNS names.
    HttpAnswer answer(byte[] body, Set<String> names) {
        try {
            return answer(RetrievalJson.decode(body), names);
        } catch (MalformedJson e) {
            return HttpAnswer.of(ProblemJson.of(e), HttpAnswer.NO_RETRY);
        }
    }

    private HttpAnswer answer(RetrievalRequest retrieval, Set<String> names) {
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
            return HttpAnswer.of(
                    ProblemDetails.of(NorthCause.AS_NOT_AUTHORISED, field), HttpAnswer.NO_RETRY);
        }
        try {
            RetrievalAnswer answer = handler.retrieve(caller, retrieval);
            HttpAnswer encoded = HttpAnswer.of(answer);
            wipe(answer);
            return encoded;
        } catch (ResourceUnavailable e) {
            outages.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "no retrieval for {0}: {1} ({2} since told last)",
                            caller,
                            e.getMessage(),
                            Long.toString(times)));
            return problem(NorthCause.SYSTEM_FAILURE);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "retrieval for " + caller + " broke", e);
            return problem(NorthCause.SYSTEM_FAILURE);
        }
    }

    static HttpAnswer problem(NorthCause cause) {
        return HttpAnswer.of(ProblemDetails.of(cause), HttpAnswer.NO_RETRY);
    }

    private static void wipe(RetrievalAnswer answer) {
        if (answer instanceof RetrievalAnswer.Keys keys) {
            for (RetrievedKey key : keys.keys()) {
                key.ksAs().octets().close();
            }
        }
    }
}
