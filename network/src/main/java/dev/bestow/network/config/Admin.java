package dev.bestow.network.config;

/// Metrics and health, over HTTP in clear, for whoever reaches the address.
///
/// @param listen on loopback, unless the operator's own network keeps strangers from it
public record Admin(Endpoint listen) {}
