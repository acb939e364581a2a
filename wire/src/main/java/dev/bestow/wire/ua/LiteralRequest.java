package dev.bestow.wire.ua;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;

/// Application Request as TR 33.863 has it: 67 octets over the message.
///
/// ```
/// header 1 | GUTI 10 | RAND_AS 16 | t 32 | body n | tag 8
/// ```
///
/// Deviation: TR 33.863's `t` covers GUTI and RAND_AS only and leaves the message to "the specific
/// protocol"; the tag of 8 octets under a key from K_app is ours and covers everything before it.
public record LiteralRequest(
        boolean ciphered, KeyName.ByGuti keyName, Octets randAs, Octets t, Octets body, Octets mac)
        implements ApplicationRequest {
    public static final int RAND_AS_OCTETS = 16;
    public static final int T_OCTETS = 32;

    public LiteralRequest {
        CompactRequest.requireLength("RAND_AS", randAs, RAND_AS_OCTETS);
        CompactRequest.requireLength("t", t, T_OCTETS);
        CompactRequest.requireLength("tag", mac, MAC_OCTETS);
    }

    @Override
    public Octets fresh() {
        return randAs;
    }

    @Override
    public UaHeader header() {
        return header(ciphered, keyName);
    }

    /// The header of a request that is still to be sealed.
    public static UaHeader header(boolean ciphered, KeyName.ByGuti keyName) {
        return new UaHeader(UaForm.LITERAL, ciphered, keyName.eksi().value());
    }
}
