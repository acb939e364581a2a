package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.Hpke;
import dev.bestow.keys.hpke.Kem;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

/// HPKE beside that of Bouncy Castle, of which ours uses X25519 alone. The product does not use more: its HPKE takes no
/// KEM with ML-KEM, and wipes nothing.
class HpkeBouncyCastleInterop {
    private static final byte[] INFO = {1, 2, 3};
    private static final byte[] AAD = {4, 5};
    private static final Hpke.Context CONTEXT =
            new Hpke.Context(Octets.copyOf(INFO), Octets.copyOf(AAD));

    private final HPKE theirs =
            new HPKE(
                    HPKE.mode_base,
                    HPKE.kem_X25519_SHA256,
                    HPKE.kdf_HKDF_SHA256,
                    HPKE.aead_AES_GCM128);

    private static byte[] drawn(Random random, int octets) {
        byte[] drawn = new byte[octets];
        random.nextBytes(drawn);
        return drawn;
    }

    @RepeatedTest(5)
    void eachOpensWhatTheOtherSealed(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] secret = drawn(random, 32);
        byte[] privateKey = drawn(random, 32);
        try (var ours = new EndpointPrivateKey(Kem.X25519, Secret.taking(privateKey.clone()));
                Secret text = Secret.taking(secret.clone());
                Secret randomness = Secret.taking(drawn(random, 32))) {
            byte[] publicKey = ours.publicKey().octets().toArray();
            AsymmetricCipherKeyPair pair = theirs.deserializePrivateKey(privateKey, publicKey);
            byte[] sealed =
                    Objects.requireNonNull(
                                    Hpke.seal(ours.publicKey(), CONTEXT, text, randomness),
                                    "it is a public key")
                            .toArray();
            byte[] opened =
                    theirs.setupBaseR(Arrays.copyOf(sealed, 32), pair, INFO)
                            .open(AAD, Arrays.copyOfRange(sealed, 32, sealed.length));
            assertThat(opened).isEqualTo(secret);

            var sender = theirs.setupBaseS(theirs.deserializePublicKey(publicKey), INFO);
            byte[] box = sender.seal(AAD, secret);
            byte[] whole = Arrays.copyOf(sender.getEncapsulation(), 32 + box.length);
            System.arraycopy(box, 0, whole, 32, box.length);
            assertThat(Hpke.open(ours, CONTEXT, Octets.copyOf(whole))).isEqualTo(text);
        }
    }
}
