package dev.bestow.wire.s6a;

import dev.bestow.core.Refused;

import java.util.List;

/// Authentication-Information-Answer (AIA, 318): vectors, or why there are none (TS 29.272 clauses
/// 5.2.3.1.3 and 7.2.6).
public sealed interface AuthenticationInformationAnswer {
    /// DIAMETER_SUCCESS with one vector or more, in the order of their item numbers: the MME uses the
    /// lower first.
    record Success(List<EutranVector> vectors) implements AuthenticationInformationAnswer {
        public Success {
            vectors = List.copyOf(vectors);
            if (vectors.isEmpty()) {
                throw new Refused("Authentication-Info", "needs at least one vector");
            }
        }
    }

    /// 5001 of 3GPP: no subscription at all.
    record UserUnknown() implements AuthenticationInformationAnswer {}

    /// 5420 of 3GPP: a subscriber, but none of E-UTRAN.
    record UnknownEpsSubscription() implements AuthenticationInformationAnswer {}

    /// Base code 5003: the authentication centre refuses this subscriber, for example a barred SIM.
    record AuthorizationRejected() implements AuthenticationInformationAnswer {}

    /// 5004 of 3GPP: this serving network may not, or the asking host may not speak for it.
    record RoamingNotAllowed() implements AuthenticationInformationAnswer {}

    /// 4181 of 3GPP, transient: the MME may ask again.
    record AuthenticationDataUnavailable() implements AuthenticationInformationAnswer {}

    /// Any other Result-Code, or an Experimental-Result-Code none of the above names. Encodes as a
    /// Result-Code.
    record Failed(int resultCode) implements AuthenticationInformationAnswer {}
}
