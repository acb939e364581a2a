package dev.bestow.wire.s6a;

import dev.bestow.wire.diameter.Result;

/// Notify-Answer (NOA, 323) (TS 29.272 clauses 5.2.5.1.3 and 7.2.18).
public sealed interface NotifyAnswer {
    /// DIAMETER_SUCCESS.
    record Success() implements NotifyAnswer {}

    /// 5001 of 3GPP.
    record UserUnknown() implements NotifyAnswer {}

    /// 5423 of 3GPP: another MME serves the subscriber, or none.
    record UnknownServingNode() implements NotifyAnswer {}

    /// Any other result but success.
    record Failed(Result result) implements NotifyAnswer {}
}
