package dev.bestow.keyserver;

import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.EndpointStore;

/// Where keys for endpoints come from, and what says that one is not given any more.
///
/// @param keys those that HSSs push
/// @param mmes those that stay with MMEs
/// @param endpoints what endpoints are no longer given
public record KeySources(TracedKeyRing keys, MmeKeys mmes, EndpointStore endpoints) {}
