package dev.bestow.network.config;

/// The serving end of a link.
///
/// @param listen where it waits
public record Listening(Endpoint listen) {}
