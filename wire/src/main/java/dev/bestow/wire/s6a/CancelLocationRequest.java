package dev.bestow.wire.s6a;

import dev.bestow.core.Imsi;

/// Cancel-Location-Request (CLR, 317): the HSS tells an MME that it serves this UE no longer (TS
/// 29.272 clause 7.2.7).
///
/// @param reattachRequired CLR-Flags bit 1: have the UE attach again at once
public record CancelLocationRequest(Imsi imsi, CancellationType type, boolean reattachRequired) {}
