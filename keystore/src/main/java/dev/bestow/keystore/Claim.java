package dev.bestow.keystore;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// What an application server claims before it delivers an Application Request whose MAC is good.
///
/// @param keyName the key's full name: the whole RAND, or GUTI and eKSI; 1 to 64 octets
/// @param randAs RAND_AS, or C in the certificate form when that is what must not repeat; 1 to 255 octets
/// @param digest a digest of the whole request, which tells a repetition from a replay under another
///     cover; 16 to 64 octets
/// @param keyExpiresAtMs absolute end of the key; the mark outlives it
public record Claim(Octets keyName, Octets randAs, Octets digest, long keyExpiresAtMs) {
    public Claim {
        require("key name", keyName, 1, 64);
        require("RAND_AS", randAs, 1, 255);
        require("request digest", digest, 16, 64);
    }

    private static void require(String field, Octets value, int min, int max) {
        if (value.length() < min || value.length() > max) {
            throw new InvalidValue(
                    field, "has " + value.length() + " octets, needs " + min + " to " + max);
        }
    }
}
