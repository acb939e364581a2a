package dev.bestow.keys.hpke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.util.Objects;

/// RFC 9180 clause A.1.1: base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, sequence number 0.
class HpkeVectors {
    private static final Octets INFO = octets("4f6465206f6e2061204772656369616e2055726e");
    private static final Octets AAD = octets("436f756e742d30");
    private static final String TEXT = "4265617574792069732074727574682c20747275746820626561757479";
    private static final String ENC =
            "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431";
    private static final String CIPHERTEXT =
            "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9"
                    + "6d8770ac83d07bea87e13c512a";
    private static final String EPHEMERAL =
            "52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736";
    private static final String PRIVATE_KEY =
            "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8";
    private static final String PUBLIC_KEY =
            "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d";

    private final Hpke.Context context = new Hpke.Context(INFO, AAD);

    @Test
    void publicKeyIsThatOfThePrivateOne() {
        try (var key = new EndpointPrivateKey(Kem.X25519, secret(PRIVATE_KEY))) {
            assertThat(key.publicKey().octets()).isEqualTo(octets(PUBLIC_KEY));
        }
    }

    @Test
    void sharedSecretKeyAndNonceAreThoseOfTheRfc() {
        Kem.Encapsulated made =
                Objects.requireNonNull(
                        Kem.X25519.encapsulate(octets(PUBLIC_KEY), secret(EPHEMERAL)),
                        "it is a public key");
        assertThat(made.encapsulation()).isEqualTo(octets(ENC));
        assertThat(made.shared())
                .isEqualTo(
                        secret("fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc"));
        try (Hpke.Schedule keys = Hpke.schedule(Kem.X25519, made.shared(), INFO)) {
            assertThat(keys.key()).isEqualTo(secret("4531685d41d65f03dc48f6b8302c05b0"));
            assertThat(keys.nonce()).isEqualTo(secret("56d890e5accaaf011cff4b7d"));
        }
    }

    @Test
    void messageIsSealedToTheOctetsOfTheRfcAndOpens() {
        var to = new EndpointPublicKey(Kem.X25519, octets(PUBLIC_KEY));
        Octets sealed = Hpke.seal(to, context, secret(TEXT), secret(EPHEMERAL));
        assertThat(sealed).isEqualTo(octets(ENC + CIPHERTEXT));
        try (var key = new EndpointPrivateKey(Kem.X25519, secret(PRIVATE_KEY))) {
            assertThat(Hpke.open(key, context, octets(ENC + CIPHERTEXT))).isEqualTo(secret(TEXT));
        }
    }

    private static Octets octets(String hex) {
        return Octets.parseHex("vector", hex);
    }

    private static Secret secret(String hex) {
        return Secret.taking(octets(hex).toArray());
    }
}
