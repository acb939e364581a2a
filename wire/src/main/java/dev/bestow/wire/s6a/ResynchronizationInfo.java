package dev.bestow.wire.s6a;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

/// Re-Synchronization-Info, 30 octets: the RAND the card answered (16) and its AUTS (14) (TS 29.272
/// clause 7.3.15).
public record ResynchronizationInfo(Rand rand, Octets auts) {
    public static final int AUTS_OCTETS = 14;
    public static final int OCTETS = Rand.OCTETS + AUTS_OCTETS;

    public ResynchronizationInfo {
        if (auts.length() != AUTS_OCTETS) {
            throw new InvalidValue("AUTS", "has " + auts.length() + " octets, needs 14");
        }
    }

    /// From 30 octets.
    public static ResynchronizationInfo decode(Octets octets) {
        if (octets.length() != OCTETS) {
            throw new InvalidValue(
                    "Re-Synchronization-Info", "has " + octets.length() + " octets, needs 30");
        }
        return new ResynchronizationInfo(
                new Rand(octets.slice(0, Rand.OCTETS)), octets.slice(Rand.OCTETS, AUTS_OCTETS));
    }

    /// As 30 octets.
    public Octets encode() {
        byte[] octets = new byte[OCTETS];
        rand.octets().writeTo(octets, 0);
        auts.writeTo(octets, Rand.OCTETS);
        return Octets.copyOf(octets);
    }
}
