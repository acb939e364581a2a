package dev.bestow.wire.nas;

/// EPS attach type, 3 bits (TS 24.301 clause 9.9.3.11).
public enum AttachType {
    EPS(1),
    COMBINED(2),
    EMERGENCY(6);

    private final int code;

    AttachType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /// Unused values mean EPS attach, as the clause says.
    static AttachType of(int code) {
        return switch (code) {
            case 2 -> COMBINED;
            case 6 -> EMERGENCY;
            default -> EPS;
        };
    }
}
