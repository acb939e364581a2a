package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;

/// ESM cause, 1 octet (TS 24.301 clause 9.9.4.4). An open code space: any value is kept as it came.
public record EsmCause(int value) {
    public static final EsmCause INSUFFICIENT_RESOURCES = new EsmCause(26);
    public static final EsmCause MISSING_OR_UNKNOWN_APN = new EsmCause(27);
    public static final EsmCause UNKNOWN_PDN_TYPE = new EsmCause(28);
    public static final EsmCause REQUEST_REJECTED = new EsmCause(31);
    public static final EsmCause NETWORK_FAILURE = new EsmCause(38);
    public static final EsmCause INVALID_PTI = new EsmCause(81);
    public static final EsmCause INVALID_MANDATORY_INFORMATION = new EsmCause(96);
    public static final EsmCause MESSAGE_TYPE_NON_EXISTENT = new EsmCause(97);
    public static final EsmCause MESSAGE_NOT_COMPATIBLE = new EsmCause(98);
    public static final EsmCause PROTOCOL_ERROR = new EsmCause(111);

    public EsmCause {
        if (value < 0 || value > 0xff) {
            throw new InvalidValue("ESM cause", "needs 8 bits");
        }
    }

    @Override
    public String toString() {
        return "#" + value;
    }
}
