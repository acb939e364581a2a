package dev.bestow.wire.nas;

import java.util.Optional;

/// Security header type, the high half of the first octet of an EMM message (TS 24.301 clause
/// 9.3.1): how it is protected.
public enum SecurityHeaderType {
    /// Not at all.
    PLAIN(0),
    /// Integrity protected.
    INTEGRITY(1),
    /// Integrity protected and ciphered; the usual form once security is active.
    CIPHERED(2),
    /// Integrity protected with a new context: SECURITY MODE COMMAND only.
    INTEGRITY_NEW_CONTEXT(3),
    /// Integrity protected and ciphered with a new context: SECURITY MODE COMPLETE only.
    CIPHERED_NEW_CONTEXT(4),
    /// Integrity protected, one container ciphered: CONTROL PLANE SERVICE REQUEST only.
    PARTLY_CIPHERED(5),
    /// The four octets of SERVICE REQUEST, whose MAC is cut to half.
    SERVICE_REQUEST(12);

    private static final SecurityHeaderType[] TYPES = values();

    private final int code;

    SecurityHeaderType(int code) {
        this.code = code;
    }

    /// 0 to 12.
    public int code() {
        return code;
    }

    /// That of `pdu`, or empty if it is no EMM message or of a reserved type.
    public static Optional<SecurityHeaderType> of(byte[] pdu) {
        if (pdu.length == 0 || (pdu[0] & 0x0f) != NasWriter.EMM) {
            return Optional.empty();
        }
        int code = pdu[0] >> 4 & 0x0f;
        for (SecurityHeaderType type : TYPES) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    boolean ciphered() {
        return this == CIPHERED || this == CIPHERED_NEW_CONTEXT;
    }
}
