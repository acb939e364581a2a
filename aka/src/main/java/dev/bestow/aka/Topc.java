package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

/// TOPc, the operator's variant of TUAK for one subscriber, 32 octets (TS 35.231 clause 6.2). TOP itself
/// is shared by a whole fleet, so it is turned into TOPc when a subscriber is provisioned ([Tuak#topc])
/// and never stored.
public record Topc(Secret octets) implements OperatorVariant {
    public static final int OCTETS = 32;

    public Topc {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("TOPc", "has " + octets.length() + " octets, needs 32");
        }
    }

    /// Wipes it.
    @Override
    public void close() {
        octets.close();
    }
}
