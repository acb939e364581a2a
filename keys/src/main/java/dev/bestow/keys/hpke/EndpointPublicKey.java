package dev.bestow.keys.hpke;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// PK_AS of TR 33.863 clause 6.11.2.2.2.1: the public key of an endpoint, 32 octets, or 1216 with ML-KEM-768. What a
/// device is configured with, in the place of a certificate.
///
/// Deviation: TR 33.863 has a certificate. Nobody but its device reads it, and that is configured with it for one
/// server, so what an X.509 certificate adds to a key and a name would be octets only.
public record EndpointPublicKey(Kem kem, Octets octets) {
    private static final int HYBRID = 0x80;
    private static final int FINGERPRINT = 0x7f;

    public EndpointPublicKey {
        if (octets.length() != kem.publicKeyOctets()) {
            throw new InvalidValue(
                    "public",
                    "has %d octets, a key of %s has %d"
                            .formatted(octets.length(), kem, kem.publicKeyOctets()));
        }
    }

    /// Whether anything can be encrypted for it: other octets than a key pair has may be no public key.
    public boolean isSound() {
        try (Secret any = Secret.taking(new byte[kem.randomOctets()])) {
            Kem.Encapsulated made = kem.encapsulate(octets, any);
            if (made != null) {
                made.shared().close();
            }
            return made != null;
        }
    }

    /// The octet by which a message says for which key it was encrypted: bit 8 is set for the hybrid KEM, the others
    /// are of SHA-256 of the key. Two keys of a server may have the same.
    public int mark() {
        byte[] digest = sha256(octets.toArray());
        return (kem == Kem.X25519_ML_KEM_768 ? HYBRID : 0) | (digest[0] & FINGERPRINT);
    }

    /// The KEM of the key with this mark.
    public static Kem kemOf(int mark) {
        return (mark & HYBRID) == 0 ? Kem.X25519 : Kem.X25519_ML_KEM_768;
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
