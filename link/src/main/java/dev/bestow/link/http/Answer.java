package dev.bestow.link.http;

import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;
import dev.bestow.wire.north.ProblemJson;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/// What a resource answers. Not a record, because its body is an array that may hold a key and is wiped.
final class Answer implements AutoCloseable {
    /// No `Retry-After`.
    static final int NO_RETRY = -1;

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final int status;
    private final String mediaType;
    private final int retryAfterSeconds;
    private final Set<String> allow;
    private final byte[] body;

    private Answer(
            int status, String mediaType, int retryAfterSeconds, Set<String> allow, byte[] body) {
        this.status = status;
        this.mediaType = mediaType;
        this.retryAfterSeconds = retryAfterSeconds;
        this.allow = allow;
        this.body = body;
    }

    /// 200 with a JSON document, which becomes this answer's.
    static Answer json(byte[] document) {
        return new Answer(OK, MediaType.JSON, NO_RETRY, Set.of(), document);
    }

    /// 204: there is nothing to say.
    static Answer done() {
        return new Answer(NO_CONTENT, "", NO_RETRY, Set.of(), new byte[0]);
    }

    /// 202: it is under way.
    static Answer accepted(int retryAfterSeconds) {
        return new Answer(ACCEPTED, "", retryAfterSeconds, Set.of(), new byte[0]);
    }

    static Answer problem(ProblemDetails problem, int retryAfterSeconds) {
        return new Answer(
                problem.status(),
                ProblemJson.MEDIA_TYPE,
                retryAfterSeconds,
                Set.of(),
                ProblemJson.encode(problem));
    }

    static Answer problem(NorthCause cause, int retryAfterSeconds) {
        return problem(ProblemDetails.of(cause), retryAfterSeconds);
    }

    static Answer problem(NorthCause cause) {
        return problem(cause, NO_RETRY);
    }

    /// 405.
    ///
    /// @param methods those that the resource has
    static Answer notAllowed(Set<String> methods) {
        ProblemDetails problem = ProblemDetails.of(NorthCause.METHOD_NOT_ALLOWED);
        return new Answer(
                problem.status(),
                ProblemJson.MEDIA_TYPE,
                NO_RETRY,
                new TreeSet<>(methods),
                ProblemJson.encode(problem));
    }

    int status() {
        return status;
    }

    /// Of the body; empty when there is none.
    String mediaType() {
        return mediaType;
    }

    /// Seconds, or [#NO_RETRY].
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /// Methods for `Allow`; mostly none.
    Set<String> allow() {
        return allow;
    }

    /// The array itself.
    byte[] body() {
        return body;
    }

    /// Wipes the body.
    @Override
    public void close() {
        Arrays.fill(body, (byte) 0);
    }
}
