package dev.bestow.wire.t6a;

/// Connection-Management-Answer (CMA, 8388732) (TS 29.128 clauses 5.7.2 and 6.2).
public sealed interface ConnectionManagementAnswer {
    /// DIAMETER_SUCCESS.
    ///
    /// @param keyConfirm the answer to the Key-Confirm inside the request; `NotSupported` also when
    ///     the request held none. Never `Refused`: that is the whole answer failing
    record Success(KeyConfirmAnswer keyConfirm) implements ConnectionManagementAnswer {
        public Success {
            if (keyConfirm instanceof KeyConfirmAnswer.Refused) {
                throw new IllegalArgumentException("a refusal is the whole answer");
            }
        }
    }

    /// 5001 of 3GPP.
    record UserUnknown() implements ConnectionManagementAnswer {}

    /// 5101 of 3GPP: no such action on this bearer.
    record OperationNotAllowed() implements ConnectionManagementAnswer {}

    /// 5652 of 3GPP: no application server configured non-IP delivery for this UE.
    record NiddConfigurationNotAvailable() implements ConnectionManagementAnswer {}

    /// Any other Result-Code, or an Experimental-Result-Code none of the above names. Encodes as a
    /// Result-Code.
    record Failed(int resultCode) implements ConnectionManagementAnswer {}
}
