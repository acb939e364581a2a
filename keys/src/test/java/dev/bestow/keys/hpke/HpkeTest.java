package dev.bestow.keys.hpke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

/// Seed 31.
class HpkeTest {
    private static final AsId AS = AsId.parse("as.example.net");
    private final Random random = new Random(31);
    private final Hpke.Context context =
            new Hpke.Context(Octets.copyOf(new byte[] {1}), Octets.copyOf(new byte[] {2}));

    private Secret drawn(int octets) {
        byte[] drawn = new byte[octets];
        random.nextBytes(drawn);
        return Secret.taking(drawn);
    }

    private EndpointPrivateKey key(Kem kem) {
        return new EndpointPrivateKey(kem, drawn(Kem.PRIVATE_KEY_OCTETS));
    }

    private Octets sealed(EndpointPublicKey to, Secret secret) {
        try (Secret randomness = drawn(to.kem().randomOctets())) {
            Octets sealed = Hpke.seal(to, context, secret, randomness);
            return Objects.requireNonNull(sealed, "it is a public key");
        }
    }

    @ParameterizedTest
    @EnumSource(Kem.class)
    void onlyTheOwnerInTheSameContextOpensWhatNobodyChanged(Kem kem) {
        try (var key = key(kem);
                var other = key(kem);
                Secret secret = drawn(32)) {
            Octets sealed = sealed(key.publicKey(), secret);
            assertThat(sealed.length()).isEqualTo(kem.encapsulationOctets() + 32 + 16);
            try (Secret opened = Hpke.open(key, context, sealed)) {
                assertThat(opened).isEqualTo(secret);
            }
            assertThat(Hpke.open(other, context, sealed)).isNull();
            assertThat(Hpke.open(key, new Hpke.Context(Octets.EMPTY, Octets.EMPTY), sealed))
                    .isNull();
            byte[] octets = sealed.toArray();
            for (int at = 0; at < octets.length; at += kem == Kem.X25519 ? 1 : 31) {
                byte[] flipped = octets.clone();
                flipped[at] ^= 1;
                assertThat(Hpke.open(key, context, Octets.copyOf(flipped)))
                        .as("octet %d", at)
                        .isNull();
            }
            byte[] shorter = Arrays.copyOf(octets, octets.length - 1);
            byte[] longer = Arrays.copyOf(octets, octets.length + 1);
            assertThat(Hpke.open(key, context, Octets.copyOf(shorter))).isNull();
            assertThat(Hpke.open(key, context, Octets.copyOf(longer))).isNull();
            assertThat(Hpke.open(key, context, Octets.EMPTY)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Kem.class)
    void leavesNoSecretBehind(Kem kem) {
        long before = Secret.live();
        try (var key = key(kem);
                Secret secret = drawn(32)) {
            Octets sealed = sealed(key.publicKey(), secret);
            try (Secret opened = Hpke.open(key, context, sealed)) {
                assertThat(opened).isNotNull();
            }
            assertThat(Hpke.open(key, context, sealed.slice(0, sealed.length() - 1))).isNull();
        }
        assertThat(Secret.live()).isEqualTo(before);
    }

    /// A point of small order agrees on zeros with everybody.
    @Test
    void aPublicKeyOfSmallOrderIsNone() {
        var none = new EndpointPublicKey(Kem.X25519, Octets.copyOf(new byte[32]));
        assertThat(Hpke.seal(none, context, drawn(32), drawn(32))).isNull();
        try (var key = key(Kem.X25519)) {
            assertThat(Hpke.open(key, context, Octets.copyOf(new byte[32 + 48]))).isNull();
        }
    }

    /// FIPS 203 clause 7.2: coefficients of 3329 and more.
    @Test
    void aHybridPublicKeyWithCoefficientsTooLargeIsNone() {
        byte[] octets = new byte[Kem.X25519_ML_KEM_768.publicKeyOctets()];
        Arrays.fill(octets, (byte) 0xff);
        var none = new EndpointPublicKey(Kem.X25519_ML_KEM_768, Octets.copyOf(octets));
        assertThat(Hpke.seal(none, context, drawn(32), drawn(64))).isNull();
    }

    @ParameterizedTest
    @EnumSource(Kem.class)
    void filesComeBack(Kem kem) {
        try (var key = key(kem)) {
            var text = new EndpointKeyText(AS, key.publicKey());
            assertThat(EndpointKeyText.parse("as.pub", text.text())).isEqualTo(text);
            assertThat(EndpointPublicKey.kemOf(key.publicKey().mark())).isEqualTo(kem);
            byte[] octets = EndpointKeyText.octets(key);
            try (var again = EndpointKeyText.parse("as.key", octets)) {
                assertThat(again.publicKey()).isEqualTo(key.publicKey());
            }
            assertThat(octets).containsOnly(0);
            assertThat(key.toString()).doesNotContain(text.key().octets().hex());
        }
    }

    @Test
    void filesThatAreNoneSayWhatIsWrong() {
        refused("", "as.pub: has no endpoint");
        refused(
                "kem: rsa\npublic: 00\nendpoint: as.example.net",
                "as.pub: kem is x25519 or x25519-ml-kem-768, not rsa");
        refused("kem: x25519\npublic: 00\nendpoint: as.example.net", "as.pub: public has 1 octets");
        refused(
                "kem: x25519\npublic: " + "00".repeat(32) + "\nendpoint: as.example.net",
                "as.pub: public is the public key of nobody");
        refused("kem: x25519\nkem: x25519", "as.pub: has kem twice");
        refused("private: 00", "as.pub: has a line that is none of");
        for (int length : new int[] {0, 1, 33, 34, 35}) {
            assertThatThrownBy(() -> EndpointKeyText.parse("as.key", new byte[length]))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("as.key: is no private key");
        }
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> EndpointKeyText.parse("as.pub", text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(message);
    }
}
