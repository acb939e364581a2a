package dev.bestow.wire.s6a;

import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;

/// Update-Location-Request (ULR, 316): the MME says that it serves a subscriber now and asks for the
/// subscription (TS 29.272 clause 7.2.3). Its Origin-Host is what proves a key without a confirmation: the host
/// that fetched the vector got its UE through the authentication.
///
/// @param initialAttach set when the UE attached, clear at a tracking area update
public record UpdateLocationRequest(
        Imsi imsi, PlmnId visitedPlmn, RatType ratType, boolean initialAttach) {}
