package dev.bestow.session.californium.dtls;

import dev.bestow.session.protocol.SecurityProtocol;

/// Why a handshake gets no key. Told inside only: outside all of them are one silence, as a wrong key is.
public enum PskRefusal {
    /// The identity has none of the forms of [PskIdentity].
    MALFORMED_IDENTITY("the PSK identity is none"),
    /// The identity has a form whose keys are not served here.
    FORM_NOT_SERVED("the PSK identity is of AKMA"),
    /// The operator has no key of this name, or none of this user, for this server.
    UNKNOWN_KEY("there is no such key"),
    /// There is a key of this name, and it is not this user's.
    OTHER_USER("the key is another user's"),
    /// Several devices have a key of this name, and the identity names no user.
    AMBIGUOUS("several keys have this name"),
    /// The home network forbids ciphering where the device is.
    CONFIDENTIALITY_FORBIDDEN("ciphering is forbidden: " + SecurityProtocol.DTLS.noneInClear()),
    /// The key is not current yet.
    NOT_YET("the key is not current yet"),
    /// This server may have no keys here.
    NOT_AUTHORISED("this server may not have it"),
    /// The operator keeps the keys of this subscriber under another root.
    ROOT_MISMATCH("the operator keeps it under another root"),
    /// The key server did not answer, or not in time.
    UNAVAILABLE("the key server gives no answer"),
    /// Too many look-ups are under way, or their source has wasted too many.
    BUSY("too many look-ups");

    private final String inWords;

    PskRefusal(String inWords) {
        this.inWords = inWords;
    }

    /// For people.
    public String inWords() {
        return inWords;
    }
}
