package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

/// UE network capability, 2 to 13 octets (TS 24.301 clause 9.9.3.34). Bits count from the most
/// significant:
///
/// ```
/// octet 1   EEA0 … EEA7          octet 2   EIA0 … EIA7
/// octet 3   UEA0 … UEA7          octet 4   UCS2 | UIA1 … UIA7
/// octet 5   features             octet 6   … | CP CIoT (04) | …
/// ```
public record UeNetworkCapability(Octets octets) {
    public static final int MIN_OCTETS = 2;
    public static final int MAX_OCTETS = 13;

    /// EEA0, EEA2 and EIA2, and data over the control plane: what Bestow's UE can do.
    public static final UeNetworkCapability BESTOW =
            new UeNetworkCapability(Octets.copyOf(new byte[] {(byte) 0xa0, 0x20, 0, 0, 0, 0x04}));

    private static final int UCS2 = 0x80;

    /// Where UEA and UIA end.
    private static final int UMTS_END = 4;

    public UeNetworkCapability {
        if (octets.length() < MIN_OCTETS || octets.length() > MAX_OCTETS) {
            throw new InvalidValue(
                    "UE network capability", "has " + octets.length() + " octets, needs 2 to 13");
        }
    }

    /// Whether EEA `number` can be used, 0 to 7.
    public boolean eea(int number) {
        return (octets.at(0) & 0x80 >> number) != 0;
    }

    /// Whether EIA `number` can be used, 0 to 7.
    public boolean eia(int number) {
        return (octets.at(1) & 0x80 >> number) != 0;
    }

    /// Whether both algorithms can be used.
    public boolean supports(NasAlgorithms algorithms) {
        return eea(algorithms.eea()) && eia(algorithms.eia());
    }

    /// What a security mode command must replay to a UE without GPRS.
    public UeSecurityCapability securityCapability() {
        return securityCapability(null);
    }

    /// What a security mode command must replay: EEA and EIA; UEA and UIA if the UE has any or if GEA
    /// follows; GEA if it has any (TS 24.301 clause 9.9.3.36). The UE compares it with what it sent,
    /// against bidding down.
    ///
    /// @param gprs what the UE said about GPRS, or null
    public UeSecurityCapability securityCapability(@Nullable MsNetworkCapability gprs) {
        byte[] all = new byte[UeSecurityCapability.MAX_OCTETS];
        octets.slice(0, Math.min(octets.length(), UMTS_END)).writeTo(all, 0);
        all[UMTS_END - 1] &= (byte) ~UCS2;
        all[UMTS_END] = (byte) (gprs == null ? 0 : gprs.gea());
        boolean umts = (all[2] | all[3]) != 0;
        int length = all[UMTS_END] != 0 ? all.length : umts ? UMTS_END : MIN_OCTETS;
        return new UeSecurityCapability(Octets.copyOf(all, 0, length));
    }
}
