package dev.bestow.keys;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// Every derived key has one length, and a shorter one never gets past the constructor; nor do parameters
/// of one length.
final class KeyLength {
    private KeyLength() {}

    static void require(String symbol, Secret octets, int length) {
        require(symbol, octets.length(), length);
    }

    static void require(String field, Octets octets, int length) {
        require(field, octets.length(), length);
    }

    /// SQN xor AK, 6 octets, the first of AUTN.
    static void requireSqnXorAk(Octets sqnXorAk) {
        require("SQN xor AK", sqnXorAk, 6);
    }

    private static void require(String field, int octets, int length) {
        if (octets != length) {
            throw new InvalidValue(field, "has " + octets + " octets, needs " + length);
        }
    }
}
