package dev.bestow.keys.hpke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Secret;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.util.Objects;
import java.util.Random;

/// Beside the X-Wing of Bouncy Castle, by reflection: it is in a package that no module may require.
class HybridKemTest {
    private static final String XWING = "org.bouncycastle.pqc.crypto.xwing.XWing";

    @RepeatedTest(5)
    void keysAndSecretsAreThoseOfXWing(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] seed = drawn(random, 32);
        Class<?> privateKey = Class.forName(XWING + "PrivateKeyParameters");
        Object theirs = privateKey.getConstructor(byte[].class).newInstance((Object) seed.clone());
        Class<?> extractor = Class.forName(XWING + "KEMExtractor");
        try (var ours = new EndpointPrivateKey(Kem.X25519_ML_KEM_768, Secret.taking(seed));
                Secret randomness = Secret.taking(drawn(random, 64))) {
            Kem.Encapsulated made =
                    Objects.requireNonNull(
                            Kem.X25519_ML_KEM_768.encapsulate(
                                    ours.publicKey().octets(), randomness),
                            "it is a public key");
            byte[] shared =
                    (byte[])
                            extractor
                                    .getMethod("extractSecret", byte[].class)
                                    .invoke(
                                            extractor
                                                    .getConstructor(privateKey)
                                                    .newInstance(theirs),
                                            (Object) made.encapsulation().toArray());
            assertThat(made.shared()).isEqualTo(Secret.taking(shared));
        }
    }

    private static byte[] drawn(Random random, int octets) {
        byte[] drawn = new byte[octets];
        random.nextBytes(drawn);
        return drawn;
    }
}
