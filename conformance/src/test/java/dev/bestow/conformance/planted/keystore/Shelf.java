package dev.bestow.conformance.planted.keystore;

import dev.bestow.conformance.planted.link.udp.Carrier;

/// Half of a cycle.
public record Shelf(Carrier carrier) {}
