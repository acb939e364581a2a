package dev.bestow.aka;

import dev.bestow.core.Refused;
import dev.bestow.core.Secret;

/// K, the long-term key a USIM and its authentication centre share, 16 octets (TS 33.102 clause 6.3).
public record SubscriberKey(Secret octets) implements AutoCloseable {
    public static final int OCTETS = 16;

    public SubscriberKey {
        if (octets.length() != OCTETS) {
            throw new Refused("K", "has " + octets.length() + " octets, needs 16");
        }
    }

    /// Wipes it.
    @Override
    public void close() {
        octets.close();
    }
}
