package dev.bestow.wire.north;

/// What the operator answers to a [RevocationRequest].
public sealed interface RevocationAnswer {
    /// 204: this endpoint is given this leaf no more. The same request again is answered the same, and changes nothing.
    record Revoked() implements RevocationAnswer {}

    /// 404: no key of this name for this endpoint, whether there is one or not.
    record NotAvailable() implements RevocationAnswer {}

    /// 403: the operator serves no endpoint of this name.
    record NotAuthorised() implements RevocationAnswer {}

    /// 429: this caller asked too often; its retrievals count too.
    record TooMany(int retryAfterSeconds) implements RevocationAnswer {}

    /// 503: whoever keeps the key does not answer.
    record SourceUnavailable(int retryAfterSeconds) implements RevocationAnswer {}
}
