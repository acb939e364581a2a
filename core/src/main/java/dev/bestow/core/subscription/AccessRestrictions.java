package dev.bestow.core.subscription;

import dev.bestow.core.InvalidValue;

/// The radios a subscriber may not use (Access-Restriction-Data, TS 29.272 clause 7.3.31).
///
/// @param bits as on the wire; those this version has no name for are carried
public record AccessRestrictions(int bits) {
    public static final AccessRestrictions NONE = new AccessRestrictions(0);

    private static final int WB_EUTRAN = 1 << 4;
    private static final int NB_IOT = 1 << 6;

    /// The number on the wire, decimal or as `0x10`.
    public static AccessRestrictions parse(String text) {
        try {
            return new AccessRestrictions(
                    text.startsWith("0x")
                            ? Integer.parseUnsignedInt(text.substring(2), 16)
                            : Integer.parseUnsignedInt(text));
        } catch (NumberFormatException e) {
            throw new InvalidValue(
                    "access restrictions",
                    "is Access-Restriction-Data as a number of 32 bits, for example 16 or 0x10");
        }
    }

    /// These and no wide-band E-UTRAN.
    public AccessRestrictions withoutEutran() {
        return new AccessRestrictions(bits | WB_EUTRAN);
    }

    /// These and no NB-IoT.
    public AccessRestrictions withoutNbIot() {
        return new AccessRestrictions(bits | NB_IOT);
    }

    public boolean forbidsEutran() {
        return (bits & WB_EUTRAN) != 0;
    }

    public boolean forbidsNbIot() {
        return (bits & NB_IOT) != 0;
    }

    /// As operators write it.
    @Override
    public String toString() {
        return "0x" + Integer.toHexString(bits);
    }
}
