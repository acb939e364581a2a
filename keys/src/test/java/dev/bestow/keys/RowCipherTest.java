package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

final class RowCipherTest {
    private static final Entropy ENTROPY = new Random(1)::nextBytes;

    private static Secret secret(int length, int value) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) value);
        return Secret.taking(octets);
    }

    private static RowCipher cipher(int key) {
        return new RowCipher(secret(32, key), ENTROPY);
    }

    @Test
    void opensWhatItSealed() {
        for (int length : new int[] {1, 16, 32, 48}) {
            Octets sealed = cipher(1).seal("K:001010000000001", secret(length, 7));
            assertThat(sealed.length()).isEqualTo(length + RowCipher.OVERHEAD_OCTETS);
            assertThat(cipher(1).open("K:001010000000001", sealed)).contains(secret(length, 7));
        }
    }

    @Test
    void opensInItsOwnRowAndUnderItsOwnKeyOnly() {
        Octets sealed = cipher(1).seal("K:001010000000001", secret(16, 7));
        assertThat(cipher(1).open("K:001010000000002", sealed)).isEmpty();
        assertThat(cipher(1).open("OPc:001010000000001", sealed)).isEmpty();
        assertThat(cipher(2).open("K:001010000000001", sealed)).isEmpty();
    }

    @Test
    void opensNothingThatWasTouched() {
        Octets sealed = cipher(1).seal("row", secret(16, 7));
        for (int i = 0; i < sealed.length(); i++) {
            byte[] flipped = sealed.toArray();
            flipped[i] ^= 1;
            assertThat(cipher(1).open("row", Octets.copyOf(flipped))).as("octet %d", i).isEmpty();
        }
        byte[] octets = sealed.toArray();
        assertThat(cipher(1).open("row", Octets.copyOf(octets, 0, octets.length - 1))).isEmpty();
        assertThat(cipher(1).open("row", Octets.copyOf(Arrays.copyOf(octets, octets.length + 1))))
                .isEmpty();
        assertThat(cipher(1).open("row", Octets.EMPTY)).isEmpty();
    }

    @Test
    void sealsTheSameSecretDifferentlyEveryTime() {
        RowCipher cipher = cipher(1);
        assertThat(cipher.seal("row", secret(16, 7)))
                .isNotEqualTo(cipher.seal("row", secret(16, 7)));
    }

    /// A cipher stays keyed from one value to the next, so each must start afresh.
    @Test
    void aValueThatWasTouchedLeavesNothingToTheNext() {
        RowCipher cipher = cipher(1);
        Octets sealed = cipher.seal("row", secret(16, 7));
        byte[] flipped = sealed.toArray();
        flipped[20] ^= 1;
        for (int i = 0; i < 3; i++) {
            assertThat(cipher.open("row", Octets.copyOf(flipped))).isEmpty();
            assertThat(cipher.open("row", sealed)).contains(secret(16, 7));
            assertThat(cipher.open("row", cipher.seal("row", secret(16, 8))))
                    .contains(secret(16, 8));
        }
    }

    @Test
    void refusesAKeyOfAnotherLengthAndUseAfterClose() {
        assertThatThrownBy(() -> new RowCipher(secret(16, 1), ENTROPY))
                .isInstanceOf(InvalidValue.class);
        RowCipher closed = cipher(1);
        Octets sealed = closed.seal("row", secret(16, 7));
        closed.close();
        assertThatThrownBy(() -> closed.seal("row", secret(16, 7)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.open("row", sealed))
                .isInstanceOf(IllegalStateException.class);
    }
}
