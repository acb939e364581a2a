package dev.bestow.wire.s6a;

/// Purge-UE-Answer (PUA, 321) (TS 29.272 clauses 5.2.1.3.3 and 7.2.14).
public sealed interface PurgeUeAnswer {
    /// DIAMETER_SUCCESS; the HSS no longer holds this MME as the serving one.
    ///
    /// @param freezeMTmsi PUA-Flags bit 0: do not give this M-TMSI to somebody else yet
    record Success(boolean freezeMTmsi) implements PurgeUeAnswer {}

    /// 5001 of 3GPP.
    record UserUnknown() implements PurgeUeAnswer {}

    /// Any other Result-Code, or an Experimental-Result-Code none of the above names. Encodes as a
    /// Result-Code.
    record Failed(int resultCode) implements PurgeUeAnswer {}
}
