package dev.bestow.wire.ua;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;

/// Application Request with RAND_AS under the server's public key ("Session Key Generation with Certificate" of TR
/// 33.863 clause 6.11.2.2.2.1). Over the message it costs 94 octets when the key is named by RAND id and 100 when it is
/// named by GUTI; with a hybrid public key 1182 and 1188.
///
/// ```
/// header 1 | key mark 1 | RAND id 4 (low = 7) or GUTI 10 (low = eKSI) | C 80 or 1168 | body n | t 8
///
///   7   6   5   4   3   2   1   0
/// +---+---+---+---+---+---+---+---+
/// | H |   of SHA-256 of PK_AS     |   key mark: H is set for a hybrid key, whose C has 1168 octets
/// +---+---+---+---+---+---+---+---+
///
/// C: encapsulation 32 or 1120 | RAND_AS 32, encrypted | tag 16
/// ```
///
/// @param keyMark for which of the server's public keys C was made, 0 to 255; two may have the same
/// @param c C of TR 33.863, RAND_AS of 32 octets by HPKE (RFC 9180)
public record CertificateRequest(
        boolean ciphered, int keyMark, KeyName keyName, Octets c, Octets body, Octets mac)
        implements ApplicationRequest {
    /// RAND_AS, before it is encrypted.
    public static final int RAND_AS_OCTETS = 32;

    /// C of an X25519 key.
    public static final int C_OCTETS = 80;

    /// C of a hybrid key.
    public static final int HYBRID_C_OCTETS = 1168;

    private static final int HYBRID = 0x80;

    public CertificateRequest {
        if (keyMark < 0 || keyMark > 0xff) {
            throw new InvalidValue("key mark", "is one octet");
        }
        CompactRequest.requireLength("C", c, cOctets(keyMark));
        CompactRequest.requireLength("t", mac, MAC_OCTETS);
    }

    /// How long C is for the key with this mark.
    public static int cOctets(int keyMark) {
        return (keyMark & HYBRID) == 0 ? C_OCTETS : HYBRID_C_OCTETS;
    }

    @Override
    public Octets fresh() {
        return fresh(keyMark, c);
    }

    /// As [#fresh()], of a request that is still to be sealed.
    public static Octets fresh(int keyMark, Octets c) {
        byte[] fresh = new byte[1 + c.length()];
        fresh[0] = (byte) keyMark;
        c.writeTo(fresh, 1);
        return Octets.copyOf(fresh);
    }

    @Override
    public UaHeader header() {
        return header(ciphered, keyName);
    }

    /// The header of a request that is still to be sealed.
    public static UaHeader header(boolean ciphered, KeyName keyName) {
        return new UaHeader(UaForm.CERTIFICATE, ciphered, CompactRequest.low(keyName));
    }
}
