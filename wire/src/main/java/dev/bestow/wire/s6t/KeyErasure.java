package dev.bestow.wire.s6t;

import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Erasure, our vendor AVP 24 in a Reporting-Information-Request from the HSS: keys of this subscriber below
/// this epoch do not exist any more, since it was withdrawn, has another card, or may use fewer application
/// servers.
///
/// Deviation: TR 33.863 withdraws no key; a key would outlive the subscription until it expires.
///
/// @param epochFloor the lowest epoch that still counts
/// @param keptUntil until when the receiver remembers that: later than any push under way can live. In
///     milliseconds
public record KeyErasure(Imsi imsi, long epochFloor, Instant keptUntil) implements KeyNotification {
    public KeyErasure {
        if (epochFloor < 0) {
            throw new InvalidValue("Epoch", "is not negative");
        }
        keptUntil = keptUntil.truncatedTo(ChronoUnit.MILLIS);
    }
}
