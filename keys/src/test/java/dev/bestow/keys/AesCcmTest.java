package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

class AesCcmTest {
    private static final HexFormat HEX = HexFormat.of();

    private static byte[] hex(String hex) {
        return HEX.parseHex(hex);
    }

    private static Secret key(String hex) {
        return Secret.taking(hex(hex));
    }

    /// Packet Vector #1 of RFC 3610 clause 8, which has these lengths of nonce and tag.
    @Test
    void sealsAsTheRfcDoes() {
        byte[] nonce = hex("00000003020100a0a1a2a3a4a5");
        byte[] additional = hex("0001020304050607");
        byte[] text = hex("08090a0b0c0d0e0f101112131415161718191a1b1c1d1e");
        byte[] sealed =
                AesCcm.seal(key("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"), nonce, additional, text);
        assertThat(HEX.formatHex(sealed))
                .isEqualTo("588c979a61c663d2f066d0c2c0f989806d5f6b61dac38417e8d12cfdf926e0");
    }

    /// Every length of text and additional data around a block or two, against Bouncy Castle.
    @Test
    void sealsAndOpensAsAnotherImplementationDoes() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int text = 0; text < 49; text++) {
            for (int additional : new int[] {0, 1, 13, 14, 15, 21, 30, 31, 255, 300}) {
                byte[] key = octets(random, 16);
                byte[] nonce = octets(random, AesCcm.NONCE_OCTETS);
                byte[] more = octets(random, additional);
                byte[] clear = octets(random, text);
                CCMModeCipher other = CCMBlockCipher.newInstance(AESEngine.newInstance());
                other.init(true, new AEADParameters(new KeyParameter(key), 64, nonce, more));
                byte[] expected = new byte[text + AesCcm.TAG_OCTETS];
                int length = other.processBytes(clear, 0, text, expected, 0);
                other.doFinal(expected, length);
                Secret ours = Secret.taking(key.clone());
                assertThat(AesCcm.seal(ours, nonce, more, clear))
                        .as("seed %d, text %d, additional %d", seed, text, additional)
                        .isEqualTo(expected);
                assertThat(AesCcm.open(ours, nonce, more, expected)).isEqualTo(clear);
            }
        }
    }

    private static byte[] octets(Random random, int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    @Test
    void opensNothingThatDiffersInOneOctetOrHasOneMoreOrLess() {
        Secret key = key("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf");
        byte[] nonce = new byte[AesCcm.NONCE_OCTETS];
        byte[] more = {1, 2, 3};
        byte[] sealed = AesCcm.seal(key, nonce, more, new byte[20]);
        for (int i = 0; i < sealed.length; i++) {
            byte[] flipped = sealed.clone();
            flipped[i] ^= 1;
            assertThat(AesCcm.open(key, nonce, more, flipped)).isNull();
            assertThat(AesCcm.open(key, nonce, more, Arrays.copyOf(sealed, i))).isNull();
        }
        assertThat(AesCcm.open(key, nonce, more, Arrays.copyOf(sealed, sealed.length + 1)))
                .isNull();
        assertThat(AesCcm.open(key, nonce, new byte[] {1, 2, 4}, sealed)).isNull();
        assertThat(AesCcm.open(key, nonce, new byte[] {1, 2, 3, 0}, sealed)).isNull();
        byte[] otherNonce = nonce.clone();
        otherNonce[12] = 1;
        assertThat(AesCcm.open(key, otherNonce, more, sealed)).isNull();
        assertThat(AesCcm.open(key, nonce, more, sealed)).isEqualTo(new byte[20]);
    }

    @Test
    void refusesANonceOfAnotherLength() {
        Secret key = key("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf");
        assertThatThrownBy(() -> AesCcm.seal(key, new byte[12], new byte[0], new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("13 octets");
    }

    /// RFC 5869 Appendix A, test cases 1 and 3, as far as one block goes.
    @Test
    void hkdfIsThatOfTheRfc() {
        Secret input = key("0b".repeat(22));
        Secret first = Hkdf.extract(Octets.parseHex("salt", "000102030405060708090a0b0c"), input);
        assertThat(first)
                .isEqualTo(key("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
        assertThat(Hkdf.expand(first, Octets.parseHex("info", "f0f1f2f3f4f5f6f7f8f9"), 32))
                .isEqualTo(key("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
        Secret unsalted = Hkdf.extract(Octets.EMPTY, input);
        assertThat(unsalted)
                .isEqualTo(key("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04"));
        assertThat(Hkdf.expand(unsalted, Octets.EMPTY, 16))
                .isEqualTo(key("8da4e775a563c18f715f802a063c5a31"));
        assertThatThrownBy(() -> Hkdf.expand(unsalted, Octets.EMPTY, 33))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
