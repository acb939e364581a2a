package dev.bestow.link.http;

/// What became of a report, seen from the endpoint.
public sealed interface ReportOutcome {
    /// The operator has it.
    record Taken() implements ReportOutcome {}

    /// The operator does not take it, and would not a second time.
    record Refused(String reason) implements ReportOutcome {}

    /// Not now: no answer in time, no connection, no trust, or an operator in trouble.
    ///
    /// @param retryAfterSeconds when to try again at the earliest, 1 where nobody said
    record Failed(String reason, int retryAfterSeconds) implements ReportOutcome {}
}
