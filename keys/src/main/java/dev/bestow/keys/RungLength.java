package dev.bestow.keys;

import dev.bestow.core.Refused;
import dev.bestow.core.Secret;

/// Every rung has one length, and a shorter one never gets past the constructor.
final class RungLength {
    private RungLength() {}

    static void require(String symbol, Secret octets, int length) {
        if (octets.length() != length) {
            throw new Refused(symbol, "has " + octets.length() + " octets, needs " + length);
        }
    }
}
