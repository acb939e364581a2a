package dev.bestow.wire.s6a;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.wire.diameter.AvpCursor;

/// How an MME protects a UE's access, as it says to the HSS: Access-Security, our vendor AVP 30, 1 octet,
/// `0 | EEA 3 bits | 0 | EIA 3 bits`.
///
/// TR 33.863 solution 1 has it as a precondition, and names no message for it. An MME that nobody changed says nothing,
/// and nothing depends on it.
///
/// @param eea ciphering of NAS, 0 to 7
/// @param eia integrity of NAS, 0 to 7
public record AccessSecurity(int eea, int eia) {
    /// On the wire, in octets.
    static final int LENGTH = 1;

    private static final int EEA_SHIFT = 4;
    private static final int MASK = 7;

    public AccessSecurity {
        if (eea < 0 || eea > MASK || eia < 0 || eia > MASK) {
            throw new InvalidValue("Access-Security", "has algorithms numbered 0 to 7");
        }
    }

    /// 1 octet.
    public Octets encode() {
        return Octets.copyOf(new byte[] {(byte) (eea << EEA_SHIFT | eia)});
    }

    /// The value of the AVP that the cursor stands on. The two bits that have no meaning are read over.
    public static AccessSecurity from(AvpCursor avps) {
        int octet = avps.octets(LENGTH).at(0);
        return new AccessSecurity(octet >> EEA_SHIFT & MASK, octet & MASK);
    }

    @Override
    public String toString() {
        return "EEA" + eea + "/EIA" + eia;
    }
}
