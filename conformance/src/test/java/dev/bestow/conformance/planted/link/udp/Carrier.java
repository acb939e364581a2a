package dev.bestow.conformance.planted.link.udp;

import dev.bestow.conformance.planted.keystore.Shelf;

import org.jspecify.annotations.Nullable;

/// The other half of the cycle.
public record Carrier(@Nullable Shelf shelf) {}
