package dev.bestow.keystore;

import dev.bestow.core.EndpointId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;

/// A fact of this node: an endpoint gets a key derived from this run's.
///
/// @param imsi whose
/// @param kind of which key
/// @param rand the run
/// @param endpoint who gets it
/// @param handedOutAtMs when; the earliest counts
public record HandOut(
        Imsi imsi, KeyKind kind, Rand rand, EndpointId endpoint, long handedOutAtMs) {}
