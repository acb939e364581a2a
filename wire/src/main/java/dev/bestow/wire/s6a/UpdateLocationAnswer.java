package dev.bestow.wire.s6a;

/// Update-Location-Answer (ULA, 316): the subscription, or why the UE may not be served there (TS
/// 29.272 clauses 5.2.1.1.3 and 7.2.4).
public sealed interface UpdateLocationAnswer {
    /// DIAMETER_SUCCESS; the HSS now holds this MME as the serving one.
    record Success(SubscriptionData subscription) implements UpdateLocationAnswer {}

    /// 5001 of 3GPP.
    record UserUnknown() implements UpdateLocationAnswer {}

    /// 5420 of 3GPP.
    record UnknownEpsSubscription() implements UpdateLocationAnswer {}

    /// 5421 of 3GPP: not over this radio.
    record RatNotAllowed() implements UpdateLocationAnswer {}

    /// 5004 of 3GPP: not in this network.
    record RoamingNotAllowed() implements UpdateLocationAnswer {}

    /// Any other Result-Code, or an Experimental-Result-Code none of the above names. Encodes as a
    /// Result-Code.
    record Failed(int resultCode) implements UpdateLocationAnswer {}
}
