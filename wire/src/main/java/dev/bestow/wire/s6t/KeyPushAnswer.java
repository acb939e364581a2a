package dev.bestow.wire.s6t;

import dev.bestow.wire.diameter.Result;

/// What the receiver of a [KeyNotification] says, in the Reporting-Information-Answer (RIA, 8388719).
public sealed interface KeyPushAnswer {
    /// Stored durably, or known already: saying it again is always safe.
    record Accepted() implements KeyPushAnswer {}

    /// DIAMETER_SUCCESS without our answer AVP: the peer ignored the push, as an SCEF without Bestow
    /// has to; or it misses the push under a vendor id that is not ours. The key is not there.
    record NotSupported() implements KeyPushAnswer {}

    /// Any other result but success.
    record Refused(Result result) implements KeyPushAnswer {
        /// With a Result-Code.
        public Refused(int resultCode) {
            this(Result.of(resultCode));
        }
    }
}
