package dev.bestow.wire.t6a;

import dev.bestow.wire.diameter.Result;

/// What the SCEF says to a [KeyConfirm], in the Reporting-Information-Answer or in the
/// Connection-Management-Answer that returns it.
public sealed interface KeyConfirmAnswer {
    /// Merged; the push it belongs to may still be under way.
    record Accepted() implements KeyConfirmAnswer {}

    /// DIAMETER_SUCCESS without our answer AVP: the peer ignored the confirmation; or it
    /// misses it under a vendor id that is not ours.
    record NotSupported() implements KeyConfirmAnswer {}

    /// The SCEF knows no such key and will not wait for one: its epoch was withdrawn, or it expired.
    record UnknownKey() implements KeyConfirmAnswer {}

    /// Any other result but success, for example because the confirming host is not the one that
    /// fetched the vector.
    record Refused(Result result) implements KeyConfirmAnswer {
        /// With a Result-Code.
        public Refused(int resultCode) {
            this(Result.of(resultCode));
        }
    }
}
