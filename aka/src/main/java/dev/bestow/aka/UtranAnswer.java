package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.keys.CkIk;

/// What a challenge in UTRAN or GERAN comes to in the mobile equipment (TS 33.102 clause 6.3.3). The
/// caller owns the keys in it.
public sealed interface UtranAnswer {
    /// RES, and CK||IK for the access network.
    record Success(Octets res, CkIk accessKeys) implements UtranAnswer {
        /// Without RES, which is worth an authentication until it has been sent.
        @Override
        public String toString() {
            return "Success";
        }
    }

    /// RES, CK'||IK' for the access network, and CK||IK to derive e2m keys from, and from nothing else.
    record E2mSuccess(Octets res, CkIk accessKeys, CkIk ckIk) implements UtranAnswer {
        /// As [Success#toString].
        @Override
        public String toString() {
            return "E2mSuccess";
        }
    }

    /// The SQN is not fresh.
    record SynchronisationFailure(Auts auts) implements UtranAnswer {}

    /// AUTN was not made with this card's K.
    record MacFailure() implements UtranAnswer {}

    /// Nothing to answer with: the card is there and does not authenticate. `field` and `reason` say why.
    record UsimUnusable(String field, String reason) implements UtranAnswer {}
}
