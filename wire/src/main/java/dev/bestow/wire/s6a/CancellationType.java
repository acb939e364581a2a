package dev.bestow.wire.s6a;

import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.DecodeException.Kind;

/// Cancellation-Type, why a location is cancelled (TS 29.272 clause 7.3.24).
public enum CancellationType {
    MME_UPDATE_PROCEDURE(0),
    SGSN_UPDATE_PROCEDURE(1),
    SUBSCRIPTION_WITHDRAWAL(2),
    UPDATE_PROCEDURE_IWF(3),
    INITIAL_ATTACH_PROCEDURE(4);

    private final int code;

    CancellationType(int code) {
        this.code = code;
    }

    /// What stands on the wire.
    public int code() {
        return code;
    }

    static CancellationType from(AvpCursor avp) {
        return switch (avp.integer32()) {
            case 0 -> MME_UPDATE_PROCEDURE;
            case 1 -> SGSN_UPDATE_PROCEDURE;
            case 2 -> SUBSCRIPTION_WITHDRAWAL;
            case 3 -> UPDATE_PROCEDURE_IWF;
            case 4 -> INITIAL_ATTACH_PROCEDURE;
            default -> throw avp.refuse(Kind.AVP_VALUE);
        };
    }
}
