package dev.bestow.core.subscription;

/// The radios a subscriber may not use (Access-Restriction-Data, TS 29.272 clause 7.3.31).
///
/// @param bits as on the wire; those this version has no name for are carried
public record AccessRestrictions(int bits) {
    public static final AccessRestrictions NONE = new AccessRestrictions(0);

    private static final int WB_EUTRAN = 1 << 4;
    private static final int NB_IOT = 1 << 6;

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
}
