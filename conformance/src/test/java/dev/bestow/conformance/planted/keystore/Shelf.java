package dev.bestow.conformance.planted.keystore;

import dev.bestow.keys.solution.Carrier;

/// Half of a cycle.
public record Shelf(Carrier carrier) {}
