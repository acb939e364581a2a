package dev.bestow.conformance.planted.keys.solution;

/// A row, as far as the rule about its name goes.
public record Solution(String name) {}
