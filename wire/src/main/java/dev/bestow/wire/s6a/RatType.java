package dev.bestow.wire.s6a;

/// RAT-Type, the radio a UE came over (TS 29.212 clause 5.3.31). A record and no enumeration: 3GPP
/// adds codes, and an HSS answers a code it does not serve with 5421 rather than failing to read it.
public record RatType(int code) {
    public static final RatType EUTRAN = new RatType(1004);
    public static final RatType EUTRAN_NB_IOT = new RatType(1005);

    /// Category M devices on E-UTRAN.
    public static final RatType LTE_M = new RatType(1007);

    /// E-UTRAN but not NB-IoT.
    public boolean isWidebandEutran() {
        return equals(EUTRAN) || equals(LTE_M);
    }

    public boolean isNbIot() {
        return equals(EUTRAN_NB_IOT);
    }
}
