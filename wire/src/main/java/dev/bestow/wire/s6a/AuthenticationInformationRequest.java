package dev.bestow.wire.s6a;

import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;

import org.jspecify.annotations.Nullable;

/// Authentication-Information-Request (AIR, 318): the MME asks for E-UTRAN vectors of one subscriber
/// (TS 29.272 clause 7.2.5).
///
/// @param visitedPlmn the serving network K_ASME gets bound to
/// @param requestedVectors at least 1; the HSS may answer with fewer
/// @param resynchronization present when the card refused the last SQN
/// @param appKeySupported the MME announced APP-KEY: it keeps one Ks per vector, if it gets one
public record AuthenticationInformationRequest(
        Imsi imsi,
        PlmnId visitedPlmn,
        int requestedVectors,
        @Nullable ResynchronizationInfo resynchronization,
        boolean appKeySupported) {
    public AuthenticationInformationRequest {
        if (requestedVectors < 1) {
            throw new InvalidValue("Number-Of-Requested-Vectors", "needs at least 1");
        }
    }
}
