package dev.bestow.keys.hpke;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// X-Wing: X25519 and ML-KEM-768 (FIPS 203), combined by SHA3-256.
///
/// ```
/// private key     32                     seed
/// public key      ML-KEM-768 1184 | X25519 32
/// encapsulation   ML-KEM-768 1088 | X25519 32
/// shared secret   SHA3-256(ML-KEM's 32 | X25519's 32 | X25519 encapsulation 32 | X25519 public key 32 | 5c2e2f2f5e5c)
/// ```
///
/// Deviation: RFC 9180 has no KEM that a quantum computer leaves whole. This one is draft-connolly-cfrg-xwing-kem,
/// with the KEM ID 647a that it has at IANA.
final class HybridKem {
    private static final int ML_KEM_PUBLIC_OCTETS = 1184;
    private static final int ML_KEM_ENCAPSULATION_OCTETS = 1088;
    private static final int ML_KEM_SEED_OCTETS = 64;
    private static final int X25519_OCTETS = X25519Kem.OCTETS;
    private static final byte[] LABEL = {0x5c, 0x2e, 0x2f, 0x2f, 0x5e, 0x5c};

    private HybridKem() {}

    /// What a seed grows into. The ML-KEM half is Bouncy Castle's and cannot be wiped.
    private record Expanded(MLKEMPrivateKeyParameters mlKem, Secret x25519)
            implements AutoCloseable {
        static Expanded of(Secret seed) {
            byte[] grown = new byte[ML_KEM_SEED_OCTETS + X25519_OCTETS];
            seed.use(octets -> {
                var shake = new SHAKEDigest(256);
                shake.update(octets, 0, octets.length);
                return shake.doFinal(grown, 0, grown.length);
            });
            byte[] mlKemSeed = Arrays.copyOf(grown, ML_KEM_SEED_OCTETS);
            var mlKem = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, mlKemSeed);
            Secret x25519 = Secret.taking(grown, ML_KEM_SEED_OCTETS, X25519_OCTETS);
            Arrays.fill(grown, (byte) 0);
            Arrays.fill(mlKemSeed, (byte) 0);
            return new Expanded(mlKem, x25519);
        }

        @Override
        public void close() {
            x25519.close();
        }
    }

    static Octets publicKey(Secret privateKey) {
        try (Expanded keys = Expanded.of(privateKey)) {
            return joined(
                    keys.mlKem().getPublicKey(),
                    X25519Kem.publicKey(keys.x25519()),
                    ML_KEM_PUBLIC_OCTETS);
        }
    }

    /// The first half of the randomness is ML-KEM's, the second the ephemeral X25519 key.
    static Kem.@Nullable Encapsulated encapsulate(Octets publicKey, Secret randomness) {
        Octets x25519 = publicKey.slice(ML_KEM_PUBLIC_OCTETS, X25519_OCTETS);
        SecretWithEncapsulation mlKem = mlKem(publicKey, randomness);
        if (mlKem == null) {
            return null;
        }
        try (Secret ephemeral = second(randomness);
                Secret ofMlKem = Secret.taking(mlKem.getSecret())) {
            Secret agreed = X25519Kem.agree(ephemeral, x25519);
            if (agreed == null) {
                return null;
            }
            try (agreed) {
                Octets point = X25519Kem.publicKey(ephemeral);
                return new Kem.Encapsulated(
                        combined(ofMlKem, agreed, point, x25519),
                        joined(mlKem.getEncapsulation(), point, ML_KEM_ENCAPSULATION_OCTETS));
            }
        }
    }

    static @Nullable Secret decapsulate(Secret privateKey, Octets encapsulation) {
        Octets point = encapsulation.slice(ML_KEM_ENCAPSULATION_OCTETS, X25519_OCTETS);
        byte[] ofMlKem = encapsulation.slice(0, ML_KEM_ENCAPSULATION_OCTETS).toArray();
        try (Expanded keys = Expanded.of(privateKey);
                Secret mlKem =
                        Secret.taking(new MLKEMExtractor(keys.mlKem()).extractSecret(ofMlKem))) {
            Secret agreed = X25519Kem.agree(keys.x25519(), point);
            if (agreed == null) {
                return null;
            }
            try (agreed) {
                return combined(mlKem, agreed, point, X25519Kem.publicKey(keys.x25519()));
            }
        }
    }

    /// Null for a public key that FIPS 203 clause 7.2 has refused.
    private static @Nullable SecretWithEncapsulation mlKem(Octets publicKey, Secret randomness) {
        try {
            var key =
                    new MLKEMPublicKeyParameters(
                            MLKEMParameters.ml_kem_768,
                            publicKey.slice(0, ML_KEM_PUBLIC_OCTETS).toArray());
            return randomness.use(octets -> {
                byte[] first = Arrays.copyOf(octets, X25519_OCTETS);
                var made = MLKEMGenerator.internalGenerateEncapsulated(key, first);
                Arrays.fill(first, (byte) 0);
                return made;
            });
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Secret second(Secret randomness) {
        return randomness.use(octets ->
                Secret.taking(Arrays.copyOfRange(octets, X25519_OCTETS, 2 * X25519_OCTETS)));
    }

    private static Secret combined(Secret mlKem, Secret agreed, Octets point, Octets publicKey) {
        var sha3 = new SHA3Digest(256);
        update(sha3, mlKem);
        update(sha3, agreed);
        sha3.update(point.toArray(), 0, X25519_OCTETS);
        sha3.update(publicKey.toArray(), 0, X25519_OCTETS);
        sha3.update(LABEL, 0, LABEL.length);
        byte[] shared = new byte[LabeledHkdf.OCTETS];
        sha3.doFinal(shared, 0);
        return Secret.taking(shared);
    }

    private static void update(SHA3Digest sha3, Secret secret) {
        secret.use(octets -> {
            sha3.update(octets, 0, octets.length);
            return true;
        });
    }

    private static Octets joined(byte[] mlKem, Octets point, int mlKemOctets) {
        byte[] joined = Arrays.copyOf(mlKem, mlKemOctets + X25519_OCTETS);
        point.writeTo(joined, mlKemOctets);
        return Octets.copyOf(joined);
    }
}
