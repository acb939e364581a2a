package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// MS network capability, 1 to 8 octets: what a UE that also speaks GPRS can do there (TS 24.008 clause
/// 10.5.5.12). Bits count from the most significant:
///
/// ```
/// octet 1   GEA1 | …                octet 2   … 1 bit | GEA2 … GEA7 | … 1 bit
/// ```
public record MsNetworkCapability(Octets octets) {
    static final int MIN_OCTETS = 1;
    static final int MAX_OCTETS = 8;

    public MsNetworkCapability {
        if (octets.length() < MIN_OCTETS || octets.length() > MAX_OCTETS) {
            throw new InvalidValue(
                    "MS network capability", "has " + octets.length() + " octets, needs 1 to 8");
        }
    }

    /// From the value part.
    static MsNetworkCapability read(NasReader in) {
        return new MsNetworkCapability(in.rest());
    }

    /// The GPRS algorithms as UE security capability has them, 7 bits: GEA1 is the most significant, GEA7
    /// the least.
    int gea() {
        int first = octets.at(0) >> 7 & 1;
        int others = octets.length() < 2 ? 0 : octets.at(1) >> 1 & 0x3f;
        return first << 6 | others;
    }
}
