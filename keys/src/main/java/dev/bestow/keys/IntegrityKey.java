package dev.bestow.keys;

import dev.bestow.core.Secret;

/// A key of 16 octets that the EPS integrity algorithms take. There is none for EIA0, and no EIA0.
public sealed interface IntegrityKey permits KnasInt, KrrcInt, KupInt, EmsdpInt {
    Secret octets();
}
