package dev.bestow.wire.north;

import java.util.Arrays;
import java.util.Optional;

/// The `cause` of a problem, with its status code. Causes that TS 29.500 clause 5.2.7.2 has keep its
/// names; the others are Bestow's own.
public enum NorthCause {
    /// The body is no JSON object, or not the one expected.
    INVALID_MSG_FORMAT(400, "Malformed request"),
    /// A field that has to be there is not.
    MANDATORY_IE_MISSING(400, "Missing field"),
    /// A field that has to be there holds something else.
    MANDATORY_IE_INCORRECT(400, "Incorrect field"),
    /// An optional field holds something else.
    OPTIONAL_IE_INCORRECT(400, "Incorrect field"),
    /// `Authorization` holds something else than one bearer token.
    INVALID_AUTHORIZATION(400, "Malformed authorization"),
    /// The token is not believed: expired, of another issuer, for another audience, bound to another certificate.
    INVALID_TOKEN(401, "Token refused"),
    /// The token is believed, and is for another endpoint.
    INSUFFICIENT_SCOPE(403, "Token is for others"),
    /// The caller's certificate names another AS_ID, or the subscriber does not allow this one.
    AS_NOT_AUTHORISED(403, "Not authorised"),
    /// No key of this name.
    KEY_NOT_AVAILABLE(404, "No such key"),
    /// No such path.
    RESOURCE_URI_STRUCTURE_NOT_FOUND(404, "No such resource"),
    /// Only POST.
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /// The key exists under another root.
    ROOT_MISMATCH(409, "Roots differ"),
    /// The body is longer than any request.
    PAYLOAD_TOO_LARGE(413, "Request too long"),
    /// The body says it is something else than JSON.
    UNSUPPORTED_MEDIA_TYPE(415, "Not JSON"),
    /// The caller asks too often.
    TOO_MANY_REQUESTS(429, "Too many requests"),
    /// Something broke; the operator's log knows.
    SYSTEM_FAILURE(500, "Internal failure"),
    /// The key is not current yet.
    KEY_NOT_YET_CURRENT(503, "Key not yet current"),
    /// Whoever keeps the key does not answer.
    KEY_SOURCE_UNAVAILABLE(503, "Key source unavailable");

    private final int status;
    private final String title;

    NorthCause(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The HTTP status code it comes with.
    public int status() {
        return status;
    }

    /// A few words for a human.
    public String title() {
        return title;
    }

    /// The cause of this name; causes of other products and later versions are none of ours.
    public static Optional<NorthCause> named(String name) {
        return Arrays.stream(values()).filter(cause -> cause.name().equals(name)).findAny();
    }
}
