package dev.bestow.keystore;

import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;

/// A proof of the key server's own: in an AKA run that it made itself, the RES was right.
///
/// @param imsi whose
/// @param kind of which key
/// @param rand the run
/// @param succeededAtMs when; the earliest counts, and only starts the grace time of the key before
public record OwnRun(Imsi imsi, KeyKind kind, Rand rand, long succeededAtMs) implements Proof {}
