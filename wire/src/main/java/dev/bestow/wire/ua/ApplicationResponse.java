package dev.bestow.wire.ua;

import dev.bestow.core.Octets;

/// Application Response (TR 33.863 solution 11 step 18): 20 octets over the message. Names the session that has
/// begun and is its downlink message 0.
///
/// ```
/// header 1 (form of the request) | session id 20 bits, spare 4 bits | RAND_S 8 | body n | t 8
/// ```
public record ApplicationResponse(
        UaForm form, boolean ciphered, int sessionId, Octets randS, Octets body, Octets t)
        implements UaDownlink {
    public static final int RAND_S_OCTETS = 8;

    public ApplicationResponse {
        if (form == UaForm.SESSION) {
            throw new IllegalArgumentException(form + " has no response of its own");
        }
        SessionMessage.requireSessionId(sessionId);
        CompactRequest.requireLength("RAND_S", randS, RAND_S_OCTETS);
        CompactRequest.requireLength("t", t, ApplicationRequest.MAC_OCTETS);
    }

    public UaHeader header() {
        return header(form, ciphered);
    }

    /// The header of a response that is still to be sealed.
    public static UaHeader header(UaForm form, boolean ciphered) {
        return new UaHeader(form, ciphered, UaHeader.ANSWER);
    }
}
