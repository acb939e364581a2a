package dev.bestow.network.config;

/// The asking end of a link.
///
/// @param connect where it sends
public record Connecting(Endpoint connect) {}
