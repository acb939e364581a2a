package dev.bestow.wire.eap;

import org.jspecify.annotations.Nullable;

/// What an EAP-AKA message is (RFC 4187 clause 11).
public enum AkaSubtype {
    CHALLENGE(1, "AKA-Challenge"),
    AUTHENTICATION_REJECT(2, "AKA-Authentication-Reject"),
    SYNCHRONIZATION_FAILURE(4, "AKA-Synchronization-Failure"),
    IDENTITY(5, "AKA-Identity"),
    NOTIFICATION(12, "AKA-Notification"),
    /// Its keys are those of a run before. Nothing here asks for one.
    REAUTHENTICATION(13, "AKA-Reauthentication"),
    CLIENT_ERROR(14, "AKA-Client-Error");

    private final int code;
    private final String label;

    AkaSubtype(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /// One octet.
    public int code() {
        return code;
    }

    /// As the RFC calls it.
    public String label() {
        return label;
    }

    static @Nullable AkaSubtype of(int code) {
        for (AkaSubtype subtype : values()) {
            if (subtype.code == code) {
                return subtype;
            }
        }
        return null;
    }
}
