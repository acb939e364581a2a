package dev.bestow.wire.nas;

/// What a network wants of the UE it detaches, 3 bits of type of detach (TS 24.301 clause 9.9.3.7).
public enum NetworkDetachType {
    REATTACH_REQUIRED(1),
    REATTACH_NOT_REQUIRED(2),
    IMSI(3);

    private final int code;

    NetworkDetachType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /// Unused values mean that no attach is to follow when a network sends them, as the clause says.
    static NetworkDetachType of(int code) {
        return switch (code) {
            case 1 -> REATTACH_REQUIRED;
            case 3 -> IMSI;
            default -> REATTACH_NOT_REQUIRED;
        };
    }
}
