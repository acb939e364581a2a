package dev.bestow.keys.hpke;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// DHKEM(X25519, HKDF-SHA256) of RFC 9180 clause 4.1.
final class X25519Kem {
    static final int OCTETS = 32;

    /// "KEM" and the KEM ID.
    private static final LabeledHkdf HKDF = new LabeledHkdf(new byte[] {'K', 'E', 'M', 0, 0x20});

    private X25519Kem() {}

    static Octets publicKey(Secret privateKey) {
        byte[] point = new byte[OCTETS];
        privateKey.use(scalar -> {
            X25519.scalarMultBase(scalar, 0, point, 0);
            return true;
        });
        return Octets.copyOf(point);
    }

    /// The randomness is the ephemeral private key itself.
    static Kem.@Nullable Encapsulated encapsulate(Octets publicKey, Secret randomness) {
        Secret agreed = agree(randomness, publicKey);
        if (agreed == null) {
            return null;
        }
        try (agreed) {
            Octets ephemeral = publicKey(randomness);
            return new Kem.Encapsulated(shared(agreed, ephemeral, publicKey), ephemeral);
        }
    }

    static @Nullable Secret decapsulate(Secret privateKey, Octets encapsulation) {
        Secret agreed = agree(privateKey, encapsulation);
        if (agreed == null) {
            return null;
        }
        try (agreed) {
            return shared(agreed, encapsulation, publicKey(privateKey));
        }
    }

    /// X25519 (RFC 7748 clause 6.1). Null when it comes to zeros, as for a point of small order (RFC 9180 clause
    /// 7.1.4).
    static @Nullable Secret agree(Secret scalar, Octets point) {
        byte[] agreed = new byte[OCTETS];
        byte[] theirs = point.toArray();
        boolean sound =
                scalar.use(octets -> X25519.calculateAgreement(octets, 0, theirs, 0, agreed, 0));
        if (!sound) {
            Arrays.fill(agreed, (byte) 0);
            return null;
        }
        return Secret.taking(agreed);
    }

    /// ExtractAndExpand.
    private static Secret shared(Secret agreed, Octets encapsulation, Octets publicKey) {
        byte[] context = new byte[2 * OCTETS];
        encapsulation.writeTo(context, 0);
        publicKey.writeTo(context, OCTETS);
        try (Secret prk = HKDF.extract("eae_prk", agreed)) {
            return HKDF.expand(prk, "shared_secret", context, LabeledHkdf.OCTETS);
        }
    }
}
