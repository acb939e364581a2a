package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

/// The example of FIPS 197 Appendix C.1, and who may hold a cipher.
class Aes128Test {
    private static final String IMAGE = "69c4e0d86a7b0430d8cdb78070b4c55a";

    private static Aes128 aes() {
        return Aes128.under(
                Secret.taking(
                        Octets.parseHex("key", "000102030405060708090a0b0c0d0e0f").toArray()));
    }

    private static byte[] block() {
        return Octets.parseHex("block", "00112233445566778899aabbccddeeff").toArray();
    }

    private static String image(Aes128 aes) {
        byte[] block = block();
        aes.encrypt(block, Aes128.BLOCK);
        return Octets.copyOf(block).hex();
    }

    @Test
    void blockOfFips197HasItsImage() {
        try (Aes128 aes = aes()) {
            assertThat(image(aes)).isEqualTo(IMAGE);
        }
    }

    @Test
    void onlyTheGivenLengthIsReplaced() {
        byte[] blocks = new byte[48];
        try (Aes128 aes = aes()) {
            aes.encrypt(blocks, 32);
        }
        Octets images = Octets.copyOf(blocks);
        assertThat(images.slice(0, 16)).isEqualTo(images.slice(16, 16));
        assertThat(images.slice(0, 16)).isNotEqualTo(images.slice(32, 16));
        assertThat(images.slice(32, 16).hex()).isEqualTo("00".repeat(16));
    }

    @Test
    void manyBlocksHaveTheImagesOfEach() {
        byte[] blocks = new byte[37 * Aes128.BLOCK];
        for (int at = 0; at < blocks.length; at += Aes128.BLOCK) {
            System.arraycopy(block(), 0, blocks, at, Aes128.BLOCK);
        }
        try (Aes128 aes = aes()) {
            aes.encrypt(blocks, blocks.length);
        }
        assertThat(Octets.copyOf(blocks).hex()).isEqualTo(IMAGE.repeat(37));
    }

    @Test
    void closedTwiceHandsItsCipherOnOnce() {
        Aes128 closed = aes();
        closed.close();
        closed.close();
        assertThatThrownBy(() -> image(closed)).isInstanceOf(IllegalStateException.class);
        try (Aes128 one = aes();
                Aes128 other = Aes128.under(Secret.taking(new byte[16]))) {
            closed.close();
            assertThat(image(one)).isEqualTo(IMAGE);
            assertThat(image(other)).isNotEqualTo(IMAGE);
        }
    }

    @Test
    void otherKeyLengthsAreRefused() {
        for (int length : new int[] {0, 15, 17, 32}) {
            assertThatThrownBy(() -> Aes128.under(Secret.taking(new byte[length])))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
