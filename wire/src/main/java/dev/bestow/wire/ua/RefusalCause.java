package dev.bestow.wire.ua;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// Why an application server does not take a message; one octet, our own numbers.
public enum RefusalCause {
    /// A code of a later version.
    UNRECOGNISED(0),
    /// The operator has no key of this name (any more): bootstrap again.
    KEY_NOT_AVAILABLE(1),
    /// The key exists and is not current yet: repeat the same request after the time given.
    NOT_YET(2),
    /// UE and application server take Ks from different roots; a matter of provisioning.
    ROOT_MISMATCH(3),
    /// This application server does not accept the form.
    FORM_NOT_ALLOWED(4),
    /// The serving network forbids confidentiality. Acted upon only when authenticated.
    CIPHERING_FORBIDDEN(5),
    /// The serving network allows confidentiality and this application server insists on it.
    CIPHERING_REQUIRED(6),
    /// This request was taken before, too long ago for its response to be repeated.
    REPLAYED(7),
    /// A bound is reached: come back after the time given.
    BUSY(8),
    /// No such session here: begin a new one.
    SESSION_UNKNOWN(9),
    /// No key of this name verifies the request: keys differ, or somebody changed octets.
    AUTHENTICATION_FAILED(10),
    /// The operator does not let this application server have this subscriber's keys.
    AS_NOT_AUTHORISED(11),
    /// The operator's key server did not answer.
    KEY_SERVER_UNAVAILABLE(12),
    /// The key has protected as many requests as it may: bootstrap again.
    KEY_EXHAUSTED(13),
    /// The server has no private key that opens C: it has another key pair than the device is configured with. No other
    /// form takes the place of the one that was refused.
    CERTIFICATE_UNKNOWN(14);

    private static final Map<Integer, RefusalCause> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(RefusalCause::code, c -> c));

    private final int code;

    RefusalCause(int code) {
        this.code = code;
    }

    /// The octet on the wire.
    public int code() {
        return code;
    }

    /// The cause with this octet; [#UNRECOGNISED] for those of later versions.
    public static RefusalCause of(int code) {
        return BY_CODE.getOrDefault(code, UNRECOGNISED);
    }
}
