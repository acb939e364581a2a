package dev.bestow.wire.ua;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;

/// Application Request, the first uplink message of a UE (TR 33.863 solution 11 step 12): names the key, brings
/// RAND_AS and already carries the protected application message.
public sealed interface ApplicationRequest extends UaUplink
        permits CompactRequest, LiteralRequest, CertificateRequest {
    /// Length of [#mac] in octets: 64 bits, the shortest MAC Bestow allows.
    int MAC_OCTETS = 8;

    /// The header octet as it was sent; an input of the MAC.
    UaHeader header();

    /// The key the UE used. `t` covers its full form, of which a RAND id is only the tail.
    KeyName keyName();

    /// What makes the session key another one each time, as it travels: RAND_AS, 8 octets in the compact form and 16 in
    /// the literal one; in the certificate form the key mark and C.
    Octets fresh();

    /// The application message: ciphertext, or itself where ciphering is off.
    Octets body();

    /// The last 8 octets of the datagram, a MAC over all before them. Responses, refusals and session
    /// keys are bound to it.
    Octets mac();
}
