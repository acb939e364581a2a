package dev.bestow.session.californium.dtls;

import dev.bestow.core.Clock;
import dev.bestow.core.Rand;
import dev.bestow.core.Timers;
import dev.bestow.session.key.KeyCache;

import java.util.function.Consumer;

/// What DTLS at a server stands on.
///
/// @param cache the server's leaf keys, which other protections of it may use too
/// @param verified is told the AKA run of a key that a handshake proved; must not wait
public record DtlsKeys(
        KeyCache cache, Consumer<Rand> verified, Clock clock, Timers timers, DtlsEvents events) {}
