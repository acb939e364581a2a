package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// UE security capability, 2 to 5 octets: the algorithm bits of a [UeNetworkCapability] as the MME
/// replays them (TS 24.301 clause 9.9.3.36).
///
/// ```
/// octet 1   EEA0 … EEA7          octet 2   EIA0 … EIA7
/// octet 3   UEA0 … UEA7          octet 4   0 | UIA1 … UIA7          octet 5   0 | GEA1 … GEA7
/// ```
public record UeSecurityCapability(Octets octets) {
    public static final int MIN_OCTETS = 2;
    public static final int MAX_OCTETS = 5;

    public UeSecurityCapability {
        if (octets.length() < MIN_OCTETS || octets.length() > MAX_OCTETS) {
            throw new InvalidValue(
                    "UE security capability", "has " + octets.length() + " octets, needs 2 to 5");
        }
    }
}
