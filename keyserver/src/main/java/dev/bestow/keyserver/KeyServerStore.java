package dev.bestow.keyserver;

import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.KeyRing;

/// What a key server keeps.
///
/// @param keys pushed keys and what proves them
/// @param endpoints what endpoints are no longer given
public record KeyServerStore(KeyRing keys, EndpointStore endpoints) {}
