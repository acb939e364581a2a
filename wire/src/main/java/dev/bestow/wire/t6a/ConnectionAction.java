package dev.bestow.wire.t6a;

import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.DecodeException.Kind;

/// Connection-Action, what the MME wants of a T6a connection (TS 29.128 clause 6.4.18).
public enum ConnectionAction {
    ESTABLISHMENT(0),
    RELEASE(1),
    UPDATE(2);

    private final int code;

    ConnectionAction(int code) {
        this.code = code;
    }

    /// What stands on the wire.
    public int code() {
        return code;
    }

    static ConnectionAction from(AvpCursor avp) {
        return switch (avp.integer32()) {
            case 0 -> ESTABLISHMENT;
            case 1 -> RELEASE;
            case 2 -> UPDATE;
            default -> throw avp.refuse(Kind.AVP_VALUE);
        };
    }
}
