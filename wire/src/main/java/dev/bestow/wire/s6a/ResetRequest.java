package dev.bestow.wire.s6a;

/// Reset-Request (RSR, 322): the HSS has lost who is served where, or what it said of them (TS 29.272 clause 7.2.15).
/// It concerns all of its subscribers here; which of them it may name is read over.
public record ResetRequest() {}
