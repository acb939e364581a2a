package dev.bestow.keystore;

import dev.bestow.core.EndpointId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;

/// A proof from an endpoint: it completed a handshake under this run's key. Counts once, and only for a key that
/// this endpoint was handed, see [KeyRing#noteHandOut].
///
/// @param imsi whose
/// @param kind of which key
/// @param rand the run
/// @param endpoint who says so, authenticated
/// @param reportedAtMs when it reached this node; the earliest counts, and only starts the grace time of the key
///     before
public record HandshakeReport(
        Imsi imsi, KeyKind kind, Rand rand, EndpointId endpoint, long reportedAtMs)
        implements Proof {}
