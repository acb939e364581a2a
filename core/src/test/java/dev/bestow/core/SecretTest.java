package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

class SecretTest {
    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }

    @Test
    void takingZeroesTheSource() {
        byte[] source = octets(1, 2, 3);
        Secret secret = Secret.taking(source);
        assertThat(source).containsOnly(0);
        assertThat(secret.<Integer>use(k -> (int) k[2])).isEqualTo(3);
    }

    @Test
    void takingARangeZeroesThatRangeOnly() {
        byte[] source = octets(1, 2, 3, 4);
        Secret secret = Secret.taking(source, 1, 2);
        assertThat(source).containsExactly(1, 0, 0, 4);
        assertThat(secret.length()).isEqualTo(2);
    }

    @Test
    void printsItsLengthAndNothingElse() {
        assertThat(Secret.taking(octets(0xca, 0xfe))).hasToString("Secret(2 octets)");
    }

    @Test
    void equalSecretsAreEqualAndTheHashCodeTellsNothing() {
        Secret a = Secret.taking(octets(1, 2));
        Secret b = Secret.taking(octets(1, 2));
        Secret c = Secret.taking(octets(1, 3));
        assertThat(a).isEqualTo(b).isNotEqualTo(c).isNotEqualTo("Secret(2 octets)");
        assertThat(a.hashCode()).isEqualTo(c.hashCode());
    }

    @Test
    void refusesUseAfterClose() {
        Secret secret = Secret.taking(octets(1, 2));
        secret.close();
        assertThatThrownBy(() -> secret.use(k -> k[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secret.writeTo(ByteBuffer.allocate(2)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(secret)
                .isNotEqualTo(Secret.taking(octets(0, 0)))
                .isNotEqualTo(Secret.taking(octets()));
    }

    @Test
    void aCopyOutlivesItsOrigin() {
        Secret secret = Secret.taking(octets(7));
        Secret copy = secret.copy();
        secret.close();
        assertThat(copy.<Byte>use(k -> k[0])).isEqualTo((byte) 7);
    }
}
