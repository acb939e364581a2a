package dev.bestow.ue;

import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.ua.RefusalCause;

/// What sending one report came to.
public sealed interface ReportOutcome {
    /// The application server proved that it holds the key, took the report, and answered.
    record Delivered(Plaintext downlink) implements ReportOutcome {}

    /// The application server said no.
    ///
    /// @param authenticated whether it proved that it holds the key; a plain refusal is a hint
    record Refused(RefusalCause cause, boolean authenticated) implements ReportOutcome {}

    /// Nobody answered, however often the report was sent.
    record NoAnswer() implements ReportOutcome {}

    /// There is no key: the UE is not attached.
    record NotAttached() implements ReportOutcome {}
}
