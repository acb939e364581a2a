package dev.bestow.keys;

import dev.bestow.core.Secret;

/// HMAC-SHA-256 over parts, truncated to at least 8 octets: Bestow makes no shorter MAC (key issue
/// 2 of the study).
public final class HmacTag {
    /// 64 bits, the shortest MAC anything Bestow defines may carry.
    public static final int MIN_OCTETS = 8;

    /// All of it.
    public static final int MAX_OCTETS = Kdf.OCTETS;

    private HmacTag() {}

    /// The first `octets` octets of the MAC under `key` over the concatenation of `parts`, whose
    /// framing is the caller's duty.
    public static byte[] compute(Secret key, int octets, byte[]... parts) {
        if (octets < MIN_OCTETS || octets > MAX_OCTETS) {
            throw new IllegalArgumentException("a MAC has 8 to 32 octets, not " + octets);
        }
        return java.util.Arrays.copyOf(Kdf.hmac(key, parts), octets);
    }
}
