package dev.bestow.scef;

import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;

/// Asks the HSS for keys that were confirmed and are not here: their push was lost, or was one too many.
@FunctionalInterface
interface MissingKeys {
    /// The key of this AKA run is missing. Returns at once; what comes is taken in like a push.
    void missing(Imsi imsi, Rand rand);
}
