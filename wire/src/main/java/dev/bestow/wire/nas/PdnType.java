package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;

/// What a PDN connection carries, 3 bits (TS 24.301 clause 9.9.4.10).
public enum PdnType {
    IPV4(1),
    IPV6(2),
    IPV4V6(3),
    NON_IP(5);

    private final int code;

    PdnType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static PdnType of(int code) {
        return switch (code) {
            case 1 -> IPV4;
            // 4 is unused and means IPv6 to a network that receives it.
            case 2, 4 -> IPV6;
            case 3 -> IPV4V6;
            case 5 -> NON_IP;
            default -> throw new InvalidValue("PDN type", "is 1 to 5");
        };
    }
}
