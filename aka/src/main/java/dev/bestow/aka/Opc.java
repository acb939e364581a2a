package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

/// OPc, the operator's variant of MILENAGE for one subscriber, 16 octets (TS 35.206 clause 4.1). OP
/// itself is shared by a whole fleet, so it is turned into OPc when a subscriber is provisioned
/// ([Milenage#opc]) and never stored.
public record Opc(Secret octets) implements OperatorVariant {
    public static final int OCTETS = 16;

    public Opc {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("OPc", "has " + octets.length() + " octets, needs 16");
        }
    }

    /// Wipes it.
    @Override
    public void close() {
        octets.close();
    }
}
