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
    private final String challenge;
    private final byte[] body;

    private Answer(int status, String mediaType, Fields fields, byte[] body) {
        this.status = status;
        this.mediaType = mediaType;
        this.retryAfterSeconds = fields.retryAfterSeconds();
        this.allow = fields.allow();
        this.challenge = fields.challenge();
        this.body = body;
    }

    /// What some answers say in their heads.
    private record Fields(int retryAfterSeconds, Set<String> allow, String challenge) {
        static final Fields NONE = new Fields(NO_RETRY, Set.of(), "");
    }

    /// 200 with a JSON document, which becomes this answer's.
    static Answer json(byte[] document) {
        return new Answer(OK, MediaType.JSON, Fields.NONE, document);
    }

    /// 204: there is nothing to say.
    static Answer done() {
        return new Answer(NO_CONTENT, "", Fields.NONE, new byte[0]);
    }

    /// 202: it is under way.
    static Answer accepted(int retryAfterSeconds) {
        return new Answer(ACCEPTED, "", new Fields(retryAfterSeconds, Set.of(), ""), new byte[0]);
    }

    static Answer problem(ProblemDetails problem, int retryAfterSeconds) {
        return problem(problem, new Fields(retryAfterSeconds, Set.of(), ""));
    }

    private static Answer problem(ProblemDetails problem, Fields fields) {
        return new Answer(
                problem.status(), ProblemJson.MEDIA_TYPE, fields, ProblemJson.encode(problem));
    }

    /// A problem of a token.
    ///
    /// @param challenge the parameters of `WWW-Authenticate` (RFC 6750 clause 3)
    static Answer challenge(ProblemDetails problem, String challenge) {
        return problem(problem, new Fields(NO_RETRY, Set.of(), challenge));
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
        return problem(
                ProblemDetails.of(NorthCause.METHOD_NOT_ALLOWED),
                new Fields(NO_RETRY, new TreeSet<>(methods), ""));
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

    /// Parameters of `WWW-Authenticate`; empty when there is none.
    String challenge() {
        return challenge;
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
