package dev.bestow.aka;

import dev.bestow.core.InvalidValue;

/// The lengths TUAK can be run at (TS 35.231 clause 5.1), in octets. Each goes into the input, so outputs
/// of two lengths have nothing in common.
///
/// @param macOctets of MAC-A and MAC-S: 8, 16 or 32
/// @param resOctets of RES: 4, 8, 16 or 32
/// @param ckOctets of CK: 16 or 32
/// @param ikOctets of IK: 16 or 32
public record TuakLengths(int macOctets, int resOctets, int ckOctets, int ikOctets) {
    /// What UMTS and EPS have room for.
    public static final TuakLengths UMTS = new TuakLengths(8, 8, 16, 16);

    public TuakLengths {
        require("MAC", macOctets, 8);
        require("RES", resOctets, 4);
        require("CK", ckOctets, 16);
        require("IK", ikOctets, 16);
    }

    /// Every length is a power of two, up to 32 octets.
    private static void require(String field, int octets, int least) {
        if (octets < least || octets > 32 || Integer.bitCount(octets) != 1) {
            throw new InvalidValue(field, "cannot have " + octets + " octets");
        }
    }
}
