package dev.bestow.wire.north;

/// What the operator answers to a [ReportRequest].
public sealed interface ReportAnswer {
    /// 204: this endpoint was handed the key. The same report again is answered the same, and changes nothing.
    record Taken() implements ReportAnswer {}

    /// 404: no key of this name was handed to this endpoint, whether there is one or not.
    record NotAvailable() implements ReportAnswer {}

    /// 403: the operator serves no endpoint of this name.
    record NotAuthorised() implements ReportAnswer {}

    /// 429: this caller asked too often; its retrievals count too.
    record TooMany(int retryAfterSeconds) implements ReportAnswer {}
}
