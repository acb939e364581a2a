package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.Kasme;

/// What an EPS authentication challenge comes to in the mobile equipment, one value per answer NAS
/// has (TS 24.301 clause 5.4.2). The caller owns the keys in it.
public sealed interface EpsAnswer {
    /// Authentication Response with `res`. CK||IK is in hand now and never again: derive from it what
    /// will be needed, then close it.
    record Success(Octets res, CkIk ckIk, Kasme kasme) implements EpsAnswer {
        /// Without RES, which is worth an authentication until it has been sent.
        @Override
        public String toString() {
            return "Success";
        }
    }

    /// Authentication Failure with cause 21 and `auts`.
    record SynchronisationFailure(Auts auts) implements EpsAnswer {}

    /// Authentication Failure with cause 20.
    record MacFailure() implements EpsAnswer {}

    /// Authentication Failure with cause 26, non-EPS authentication unacceptable.
    record SeparationBitClear() implements EpsAnswer {}

    /// Nothing to answer with: the card is there and does not authenticate. `field` and `reason` say why.
    record UsimUnusable(String field, String reason) implements EpsAnswer {}
}
