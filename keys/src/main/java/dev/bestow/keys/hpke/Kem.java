package dev.bestow.keys.hpke;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.Collectors;

/// How a sender and the owner of a private key come to a shared secret of 32 octets. Private keys have 32 octets.
public enum Kem {
    /// DHKEM(X25519, HKDF-SHA256) of RFC 9180 clause 7.1. A quantum computer opens what is recorded today.
    X25519("x25519", 0x0020, 32, 32, 32) {
        @Override
        Octets publicKey(Secret privateKey) {
            return X25519Kem.publicKey(privateKey);
        }

        @Override
        @Nullable Encapsulated encapsulate(Octets publicKey, Secret randomness) {
            return X25519Kem.encapsulate(publicKey, randomness);
        }

        @Override
        @Nullable Secret decapsulate(Secret privateKey, Octets encapsulation) {
            return X25519Kem.decapsulate(privateKey, encapsulation);
        }
    },

    /// X25519 and ML-KEM-768 (FIPS 203) at once: whoever breaks one of them has nothing.
    X25519_ML_KEM_768("x25519-ml-kem-768", 0x647a, 1216, 1120, 64) {
        @Override
        Octets publicKey(Secret privateKey) {
            return HybridKem.publicKey(privateKey);
        }

        @Override
        @Nullable Encapsulated encapsulate(Octets publicKey, Secret randomness) {
            return HybridKem.encapsulate(publicKey, randomness);
        }

        @Override
        @Nullable Secret decapsulate(Secret privateKey, Octets encapsulation) {
            return HybridKem.decapsulate(privateKey, encapsulation);
        }
    };

    /// Length of every private key.
    public static final int PRIVATE_KEY_OCTETS = 32;

    private final String word;
    private final int id;
    private final int publicKeyOctets;
    private final int encapsulationOctets;
    private final int randomOctets;

    Kem(String word, int id, int publicKeyOctets, int encapsulationOctets, int randomOctets) {
        this.word = word;
        this.id = id;
        this.publicKeyOctets = publicKeyOctets;
        this.encapsulationOctets = encapsulationOctets;
        this.randomOctets = randomOctets;
    }

    /// A shared secret, and what tells it to the owner of the private key.
    record Encapsulated(Secret shared, Octets encapsulation) {}

    /// Of the KEM as files and commands call it.
    public static Kem named(String field, String word) {
        return Arrays.stream(values())
                .filter(kem -> kem.word.equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidValue(
                                field,
                                "is "
                                        + Arrays.stream(values())
                                                .map(Kem::toString)
                                                .collect(Collectors.joining(" or "))
                                        + ", not "
                                        + word));
    }

    /// As files and commands call it.
    @Override
    public String toString() {
        return word;
    }

    /// KEM ID of the IANA registry "HPKE KEM Identifiers".
    int id() {
        return id;
    }

    /// The octet that stands for it in private files.
    int inFiles() {
        return switch (this) {
            case X25519 -> 1;
            case X25519_ML_KEM_768 -> 2;
        };
    }

    /// The KEM of that octet, or null.
    static @Nullable Kem inFiles(int octet) {
        return Arrays.stream(values())
                .filter(kem -> kem.inFiles() == octet)
                .findFirst()
                .orElse(null);
    }

    /// Length of a public key.
    public int publicKeyOctets() {
        return publicKeyOctets;
    }

    /// Length of what travels.
    public int encapsulationOctets() {
        return encapsulationOctets;
    }

    /// How much randomness one encapsulation takes.
    public int randomOctets() {
        return randomOctets;
    }

    abstract Octets publicKey(Secret privateKey);

    /// Null for a public key that is none.
    abstract @Nullable Encapsulated encapsulate(Octets publicKey, Secret randomness);

    /// Null for an encapsulation that is none.
    abstract @Nullable Secret decapsulate(Secret privateKey, Octets encapsulation);
}
