package dev.bestow.conformance.planted.hss;

/// A node, as far as the rule about who makes one goes.
public final class HssNode {}
