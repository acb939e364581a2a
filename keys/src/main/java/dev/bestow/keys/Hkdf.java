package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// HKDF with SHA-256 (RFC 5869), for protocols that ask for it; Bestow's own keys come of the KDF of TS 33.220. The
/// JDK's leaves copies of keys that nobody wipes.
public final class Hkdf {
    private static final Octets NO_SALT = Octets.copyOf(new byte[Hmac.OCTETS]);

    private Hkdf() {}

    /// The pseudorandom key, 32 octets: `HMAC(salt, input)` (clause 2.2). No octets of salt count as 32 zeros.
    public static Secret extract(Octets salt, Secret input) {
        try (Secret key = Secret.taking(salt.length() == 0 ? NO_SALT.toArray() : salt.toArray())) {
            Hmac hmac = Hmac.begin(key);
            input.use(hmac::put);
            return hmac.secret();
        }
    }

    /// `octets` of keying material, at most 32: the first block of `HMAC(key, info || 01)` (clause 2.3).
    public static Secret expand(Secret key, Octets info, int octets) {
        if (octets < 1 || octets > Hmac.OCTETS) {
            throw new IllegalArgumentException("one block has 1 to 32 octets, not " + octets);
        }
        return Hmac.begin(key).put(info).put(1).first(octets);
    }
}
