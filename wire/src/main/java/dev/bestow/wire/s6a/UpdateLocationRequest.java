package dev.bestow.wire.s6a;

import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;

import org.jspecify.annotations.Nullable;

/// Update-Location-Request (ULR, 316): the MME says that it serves a subscriber now and asks for the
/// subscription (TS 29.272 clause 7.2.3). Its Origin-Host is what proves a key without a confirmation: the host
/// that fetched the vector got its UE through the authentication.
///
/// @param imei the device, or null where the MME says nothing
/// @param accessSecurity how it protects the access, or null where the MME says nothing
/// @param appKeySupported the MME takes part in application keys, so that it may be told who may have one
public record UpdateLocationRequest(
        Imsi imsi,
        PlmnId visitedPlmn,
        RatType ratType,
        UlrFlags flags,
        @Nullable Imei imei,
        @Nullable AccessSecurity accessSecurity,
        boolean appKeySupported) {}
