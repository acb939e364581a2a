package dev.bestow.wire.radius;

/// What an Accounting-Request tells (RFC 2866 clause 5.1).
public enum AcctStatus {
    START(1),
    STOP(2),
    INTERIM_UPDATE(3),
    /// The client has restarted: the sessions it had are gone.
    ACCOUNTING_ON(7),
    /// The client is about to stop: the sessions it has will be gone.
    ACCOUNTING_OFF(8),
    /// Tunnels, failures and whatever a vendor added.
    OTHER(0);

    private final int code;

    AcctStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static AcctStatus of(int code) {
        for (AcctStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return OTHER;
    }

    /// Whether it is about one session, and so names it.
    public boolean ofSession() {
        return this == START || this == STOP || this == INTERIM_UPDATE;
    }
}
