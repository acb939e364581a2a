package dev.bestow.keystore;

import dev.bestow.core.Imsi;

/// A fact from the HSS: keys of this subscriber below this epoch do not exist any more (withdrawal,
/// change of SIM or K).
///
/// @param imsi whose
/// @param epochFloor the lowest epoch that still counts
/// @param keptUntilMs until when the floor must be remembered: longer than any push already on its way
///     can live
public record Erasure(Imsi imsi, long epochFloor, long keptUntilMs) {}
