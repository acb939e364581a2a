package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

/// K, the long-term key a USIM and its authentication centre share, 16 octets (TS 33.102 clause 6.3) or,
/// with TUAK, 32 (TS 35.231 clause 5.1). K of zeros is what an unpersonalised card or an empty cell
/// holds, and is refused.
public record SubscriberKey(Secret octets) implements AutoCloseable {
    /// What every algorithm takes.
    public static final int OCTETS = 16;

    /// What TUAK takes too.
    public static final int LONG_OCTETS = 32;

    public SubscriberKey {
        if (octets.length() != OCTETS && octets.length() != LONG_OCTETS) {
            throw new InvalidValue("K", "has " + octets.length() + " octets, needs 16 or 32");
        }
        if (octets.use(SubscriberKey::isZero)) {
            throw new InvalidValue("K", "is all zeros");
        }
    }

    private static boolean isZero(byte[] k) {
        int any = 0;
        for (byte octet : k) {
            any |= octet;
        }
        return any == 0;
    }

    /// Refuses the long form for an algorithm that has none.
    void requireShort(String algorithm) {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("K", "has 32 octets, " + algorithm + " needs 16");
        }
    }

    /// Wipes it.
    @Override
    public void close() {
        octets.close();
    }
}
