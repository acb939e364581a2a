package dev.bestow.link.http;

import dev.bestow.wire.north.KeysJson;
import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalAnswer;

import java.net.http.HttpResponse;
import java.util.Arrays;

/// An answer as a client got it. Not a record, because its body is an array that may hold a key and is wiped.
final class ReceivedAnswer implements AutoCloseable {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_OF_SERVER_ERRORS = 500;

    private final int status;
    private final String mediaType;
    private final int retryAfterSeconds;
    private final byte[] body;

    ReceivedAnswer(int status, String mediaType, int retryAfterSeconds, byte[] body) {
        this.status = status;
        this.mediaType = mediaType;
        this.retryAfterSeconds = retryAfterSeconds;
        this.body = body;
    }

    static ReceivedAnswer of(HttpResponse<byte[]> response) {
        return new ReceivedAnswer(
                response.statusCode(),
                MediaType.of(response.headers().firstValue("content-type").orElse(null)),
                retryAfterSeconds(response.headers().firstValue("retry-after").orElse("")),
                response.body());
    }

    /// At least one. RFC 9110 also allows a date here, which we do not read.
    private static int retryAfterSeconds(String told) {
        return told.matches("[0-9]{1,6}") ? Math.max(Integer.parseInt(told), 1) : 1;
    }

    int status() {
        return status;
    }

    /// Octets of the body.
    int length() {
        return body.length;
    }

    /// What this answer means to whoever asked for a key.
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

    /// What this answer means to whoever reported.
    ReportOutcome reportOutcome() {
        if (status == NO_CONTENT) {
            return new ReportOutcome.Taken();
        }
        String reason = "status " + status + problemCause();
        return status == TOO_MANY_REQUESTS || status >= FIRST_OF_SERVER_ERRORS
                ? new ReportOutcome.Failed(reason, retryAfterSeconds)
                : new ReportOutcome.Refused(reason);
    }

    /// What this answer means to whoever wanted a key replaced.
    RefreshAnswer refreshAnswer() {
        return switch (status) {
            case ACCEPTED -> new RefreshAnswer.Accepted(retryAfterSeconds);
            case FORBIDDEN -> new RefreshAnswer.NotAuthorised();
            case TOO_MANY_REQUESTS -> new RefreshAnswer.TooMany(retryAfterSeconds);
            default ->
                    status >= FIRST_OF_SERVER_ERRORS
                            ? new RefreshAnswer.SourceUnavailable(retryAfterSeconds)
                            : new RefreshAnswer.NotAvailable();
        };
    }

    private String problemCause() {
        try {
            return mediaType.equals(ProblemJson.MEDIA_TYPE)
                    ? ", " + ProblemJson.decode(body).cause()
                    : " without a problem";
        } catch (MalformedJson e) {
            return ": " + e.getMessage();
        }
    }

    private RetrievalOutcome outcome(NorthCause cause, ProblemDetails problem) {
        ProblemDetails.Roots roots = problem.roots();
        return switch (cause) {
            case KEY_NOT_AVAILABLE -> answered(new RetrievalAnswer.NotAvailable());
            case KEY_NOT_YET_CURRENT -> answered(new RetrievalAnswer.NotYet(retryAfterSeconds));
            case AS_NOT_AUTHORISED -> answered(new RetrievalAnswer.NotAuthorised());
            case TOO_MANY_REQUESTS -> answered(new RetrievalAnswer.TooMany(retryAfterSeconds));
            case KEY_SOURCE_UNAVAILABLE ->
                    answered(new RetrievalAnswer.SourceUnavailable(retryAfterSeconds));
            case ROOT_MISMATCH ->
                    roots == null
                            ? new RetrievalOutcome.Rejected(problem)
                            : answered(
                                    new RetrievalAnswer.RootMismatch(roots.asked(), roots.held()));
            case INVALID_MSG_FORMAT,
                    MANDATORY_IE_MISSING,
                    MANDATORY_IE_INCORRECT,
                    OPTIONAL_IE_INCORRECT,
                    INVALID_AUTHORIZATION,
                    INVALID_TOKEN,
                    INSUFFICIENT_SCOPE,
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
