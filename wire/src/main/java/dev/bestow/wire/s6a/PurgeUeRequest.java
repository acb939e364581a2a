package dev.bestow.wire.s6a;

import dev.bestow.core.Imsi;

/// Purge-UE-Request (PUR, 321): the MME deleted this UE's context (TS 29.272 clause 7.2.13).
public record PurgeUeRequest(Imsi imsi) {}
