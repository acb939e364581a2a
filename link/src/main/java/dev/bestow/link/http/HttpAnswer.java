package dev.bestow.link.http;

import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;
import dev.bestow.wire.north.RetrievalAnswer;

import java.util.Arrays;

/// An answer as HTTP has it, both ways: what a server sends, what a client received. Not a record,
/// because its body is an array that may hold a key and is wiped.
final class HttpAnswer implements AutoCloseable {
    /// No `Retry-After`.
    static final int NO_RETRY = -1;

    private static final String JSON = "application/json";
    private static final int OK = 200;

    private final int status;
    private final String mediaType;
    private final int retryAfterSeconds;
    private final byte[] body;

    HttpAnswer(int status, String mediaType, int retryAfterSeconds, byte[] body) {
        this.status = status;
        this.mediaType = mediaType;
        this.retryAfterSeconds = retryAfterSeconds;
        this.body = body;
    }

    int status() {
        return status;
    }

    String mediaType() {
        return mediaType;
    }

    /// Seconds, or [#NO_RETRY].
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /// The array itself.
    byte[] body() {
        return body;
    }

    static HttpAnswer of(RetrievalAnswer answer) {
        return switch (answer) {
            case RetrievalAnswer.Keys keys ->
                    new HttpAnswer(OK, JSON, NO_RETRY, KeysJson.encode(keys));
            case RetrievalAnswer.NotAvailable _ -> of(NorthCause.KEY_NOT_AVAILABLE, NO_RETRY);
            case RetrievalAnswer.NotYet notYet ->
                    of(NorthCause.KEY_NOT_YET_CURRENT, notYet.retryAfterSeconds());
            case RetrievalAnswer.NotAuthorised _ -> of(NorthCause.AS_NOT_AUTHORISED, NO_RETRY);
            case RetrievalAnswer.RootMismatch mismatch -> of(ProblemDetails.of(mismatch), NO_RETRY);
            case RetrievalAnswer.TooMany tooMany ->
                    of(NorthCause.TOO_MANY_REQUESTS, tooMany.retryAfterSeconds());
            case RetrievalAnswer.SourceUnavailable unavailable ->
                    of(NorthCause.KEY_SOURCE_UNAVAILABLE, unavailable.retryAfterSeconds());
        };
    }

    static HttpAnswer of(ProblemDetails problem, int retryAfterSeconds) {
        return new HttpAnswer(
                problem.status(),
                ProblemJson.MEDIA_TYPE,
                retryAfterSeconds,
                ProblemJson.encode(problem));
    }

    private static HttpAnswer of(NorthCause cause, int retryAfterSeconds) {
        return of(ProblemDetails.of(cause), retryAfterSeconds);
    }

    /// What this answer means to whoever asked.
    RetrievalOutcome outcome() {
        try {
            if (status == OK) {
                return new RetrievalOutcome.Answered(KeysJson.decode(body));
            }
            if (!mediaType.equals(ProblemJson.MEDIA_TYPE)) {
                return new RetrievalOutcome.Failed("status " + status + " without a problem");
            }
            ProblemDetails problem = ProblemJson.decode(body);
            return NorthCause.named(problem.cause())
                    .filter(cause -> cause.status() == status)
                    .map(cause -> outcome(cause, problem))
                    .orElseGet(() -> new RetrievalOutcome.Rejected(problem));
        } catch (MalformedJson e) {
            return new RetrievalOutcome.Failed("status " + status + ": " + e.getMessage());
        }
    }

    private RetrievalOutcome outcome(NorthCause cause, ProblemDetails problem) {
        int retry = Math.max(retryAfterSeconds, 1);
        ProblemDetails.Roots roots = problem.roots();
        return switch (cause) {
            case KEY_NOT_AVAILABLE -> answered(new RetrievalAnswer.NotAvailable());
            case KEY_NOT_YET_CURRENT -> answered(new RetrievalAnswer.NotYet(retry));
            case AS_NOT_AUTHORISED -> answered(new RetrievalAnswer.NotAuthorised());
            case TOO_MANY_REQUESTS -> answered(new RetrievalAnswer.TooMany(retry));
            case KEY_SOURCE_UNAVAILABLE -> answered(new RetrievalAnswer.SourceUnavailable(retry));
            case ROOT_MISMATCH ->
                    roots == null
                            ? new RetrievalOutcome.Rejected(problem)
                            : answered(
                                    new RetrievalAnswer.RootMismatch(roots.asked(), roots.held()));
            case INVALID_MSG_FORMAT,
                    MANDATORY_IE_MISSING,
                    MANDATORY_IE_INCORRECT,
                    OPTIONAL_IE_INCORRECT,
                    RESOURCE_URI_STRUCTURE_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    PAYLOAD_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    SYSTEM_FAILURE ->
                    new RetrievalOutcome.Rejected(problem);
        };
    }

    private static RetrievalOutcome answered(RetrievalAnswer answer) {
        return new RetrievalOutcome.Answered(answer);
    }

    /// Wipes the body.
    @Override
    public void close() {
        Arrays.fill(body, (byte) 0);
    }
}
