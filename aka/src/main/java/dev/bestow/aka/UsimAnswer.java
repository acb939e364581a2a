package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.keys.CkIk;

/// What AUTHENTICATE may come to (TS 33.102 clause 6.3.3). The caller owns the keys in it.
public sealed interface UsimAnswer {
    /// The network is genuine: RES, 4 to 16 octets, and CK||IK.
    record Success(Octets res, CkIk ckIk) implements UsimAnswer {
        /// Without RES, which is worth an authentication until it has been sent.
        @Override
        public String toString() {
            return "Success";
        }
    }

    /// The network is genuine, but the SQN is not fresh; `auts` tells where the card stands.
    record SynchronisationFailure(Auts auts) implements UsimAnswer {}

    /// AUTN was not made with this card's K.
    record MacFailure() implements UsimAnswer {}

    /// The card answered, but not with any of these: it wants its PIN, does not know the command, or
    /// its octets make no sense. `field` and `reason` as in [dev.bestow.core.InvalidValue].
    record Unusable(String field, String reason) implements UsimAnswer {}
}
