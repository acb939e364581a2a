package dev.bestow.wire.s6a;

import dev.bestow.wire.diameter.Result;

/// Insert-Subscriber-Data-Answer (IDA, 319).
public sealed interface InsertSubscriberDataAnswer {
    /// DIAMETER_SUCCESS; the MME goes by the new subscription.
    record Success() implements InsertSubscriberDataAnswer {}

    /// 5001 of 3GPP: the MME serves no such UE.
    record UserUnknown() implements InsertSubscriberDataAnswer {}

    /// Any other result but success.
    record Failed(Result result) implements InsertSubscriberDataAnswer {}
}
