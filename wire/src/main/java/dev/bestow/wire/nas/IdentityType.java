package dev.bestow.wire.nas;

/// Identity type 2, 3 bits (TS 24.301 clause 9.9.3.17, TS 24.008 clause 10.5.5.9).
public enum IdentityType {
    IMSI(1),
    IMEI(2),
    IMEISV(3),
    TMSI(4);

    private static final IdentityType[] TYPES = values();

    private final int code;

    IdentityType(int code) {
        this.code = code;
    }

    /// 1 to 4.
    public int code() {
        return code;
    }

    /// Reserved values mean IMSI, as the clause says.
    static IdentityType of(int code) {
        return code >= 1 && code <= TYPES.length ? TYPES[code - 1] : IMSI;
    }
}
