package dev.bestow.wire.nas;

/// What a UE detaches from, 3 bits of type of detach (TS 24.301 clause 9.9.3.7).
public enum DetachType {
    EPS(1),
    IMSI(2),
    COMBINED(3);

    private final int code;

    DetachType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /// Unused values mean combined detach when a UE sends them, as the clause says.
    static DetachType of(int code) {
        return switch (code) {
            case 1 -> EPS;
            case 2 -> IMSI;
            default -> COMBINED;
        };
    }
}
