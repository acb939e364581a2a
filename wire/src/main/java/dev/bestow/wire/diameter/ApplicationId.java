package dev.bestow.wire.diameter;

/// Application ids spoken here.
public final class ApplicationId {
    /// The base protocol's own messages; never routed.
    public static final int COMMON = 0;

    /// MME to HSS (TS 29.272).
    public static final int S6A = 16_777_251;

    /// HSS to SCEF (TS 29.336).
    public static final int S6T = 16_777_345;

    /// MME to SCEF (TS 29.128).
    public static final int T6A = 16_777_346;

    /// What a relay announces: every application (RFC 6733 clause 2.4).
    public static final int RELAY = 0xffff_ffff;

    private ApplicationId() {}

    /// `S6a`, … or the bare number.
    public static String name(int id) {
        return switch (id) {
            case COMMON -> "base";
            case S6A -> "S6a";
            case S6T -> "S6t";
            case T6A -> "T6a";
            case RELAY -> "relay";
            default -> Integer.toUnsignedString(id);
        };
    }
}
