package dev.bestow.session.esp;

import dev.bestow.keys.EspAssociation;

/// What both ends of a session have to agree on besides the key.
///
/// @param encrypted AES-GCM with an ICV of 16 octets (RFC 4106); else AES-GMAC, for where encryption is forbidden
///     (RFC 4543)
/// @param extended sequence numbers of 64 bits, of which the low half travels (RFC 4303 clause 2.2.1); else of 32
public record EspProfile(boolean encrypted, boolean extended) {
    /// Where encryption is allowed.
    public static final EspProfile STANDARD = new EspProfile(true, true);

    private static final long LAST_OF_32_BITS = 0xffff_ffffL;

    /// The number of the transform in IKEv2.
    int transform() {
        return encrypted ? EspAssociation.AES_GCM_16 : EspAssociation.NULL_AUTH_AES_GMAC;
    }

    /// The last sequence number; an association ends with it and never begins again.
    long lastNumber() {
        return extended ? Long.MAX_VALUE : LAST_OF_32_BITS;
    }

    /// The same in the form without encryption.
    EspProfile unencrypted() {
        return new EspProfile(false, extended);
    }
}
