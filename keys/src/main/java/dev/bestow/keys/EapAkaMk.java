package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// MK, the master key of one EAP-AKA run, 20 octets (RFC 4187 clause 7). Not the [Mk] of EAP-AKA'.
public record EapAkaMk(Secret octets) {
    public static final int OCTETS = Fips186Prf.SEED_OCTETS;

    public EapAkaMk {
        KeyLength.require("MK", octets, OCTETS);
    }

    /// `SHA-1(identity || IK || CK)`, the identity as the peer sent it last.
    public static EapAkaMk from(CkIk ckIk, Octets identity) {
        MessageDigest sha1 = sha1();
        sha1.update(identity.toArray());
        return ckIk.octets()
                .use(octets -> {
                    sha1.update(octets, 16, 16);
                    sha1.update(octets, 0, 16);
                    return new EapAkaMk(Secret.taking(sha1.digest()));
                });
    }

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
