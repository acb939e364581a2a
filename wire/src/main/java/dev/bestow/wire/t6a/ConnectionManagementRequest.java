package dev.bestow.wire.t6a;

import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.wire.s6a.RatType;

import org.jspecify.annotations.Nullable;

/// Connection-Management-Request (CMR, 8388732) from the MME: a UE's non-IP connection comes, changes
/// or goes (TS 29.128 clause 6.2). As it is sent right after the attach anyway, it can carry the
/// [KeyConfirm] without one more round trip.
///
/// @param bearerId EPS bearer identity, 5 to 15
/// @param apn network identifier of the APN; in every action, although only establishment must name it
/// @param keyConfirm of the same UE, or absent
public record ConnectionManagementRequest(
        Imsi imsi,
        int bearerId,
        ConnectionAction action,
        String apn,
        PlmnId visitedPlmn,
        RatType ratType,
        @Nullable KeyConfirm keyConfirm) {
    public static final int MIN_BEARER_ID = 5;
    public static final int MAX_BEARER_ID = 15;

    public ConnectionManagementRequest {
        if (bearerId < MIN_BEARER_ID || bearerId > MAX_BEARER_ID) {
            throw new InvalidValue("Bearer-Identifier", "needs 5 to 15");
        }
        if (keyConfirm != null && !keyConfirm.imsi().equals(imsi)) {
            throw new InvalidValue("Key-Confirm", "is of another subscriber");
        }
    }
}
