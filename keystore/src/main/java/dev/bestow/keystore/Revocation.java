package dev.bestow.keystore;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;

/// A fact: an endpoint wants its leaf key of this run no more. Those of other endpoints are theirs.
///
/// @param endpoint whose leaf
/// @param rand the run
/// @param keptUntilMs the end of the key, after which the fact says nothing
public record Revocation(AsId endpoint, Rand rand, long keptUntilMs) {}
