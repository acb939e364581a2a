package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.security.GeneralSecurityException;
import java.util.Random;

import javax.crypto.Mac;

/// Against the platform's own HMAC, and whether one message leaves something to the next.
class HmacTest {
    private static byte[] platform(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new JceKey(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    @Test
    void agreesWithThePlatformForEveryLength() throws GeneralSecurityException {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int length = 0; length < 700; length++) {
            byte[] key = new byte[1 + random.nextInt(100)];
            byte[] message = new byte[length];
            random.nextBytes(key);
            random.nextBytes(message);
            byte[] expected = platform(key, message);
            int cut = random.nextInt(length + 1);
            Octets head = Octets.copyOf(message, 0, cut);
            Octets tail = Octets.copyOf(message, cut, length - cut);
            byte[] found = Hmac.begin(Secret.taking(key)).put(head).put(tail.toArray()).octets();
            assertThat(found).as("seed %d, length %d", seed, length).isEqualTo(expected);
        }
    }

    @Test
    void aLongMessageLeavesNothingToTheShortOneAfterIt() throws GeneralSecurityException {
        byte[] key = {1, 2, 3};
        try (Secret secret = Secret.taking(key.clone())) {
            assertThat(Hmac.begin(Secret.taking(new byte[64])).put(new byte[900]).octets())
                    .isEqualTo(platform(new byte[64], new byte[900]));
            assertThat(Hmac.begin(secret).put(7).octets()).isEqualTo(platform(key, new byte[] {7}));
        }
    }

    @Test
    void low16IsTheEndOfSecret() {
        try (Secret key = Secret.taking(new byte[32]);
                Secret whole = Hmac.begin(key).put(1).secret();
                Secret low = Hmac.begin(key).put(1).low16()) {
            byte[] end = whole.use(octets -> Octets.copyOf(octets, 16, 16).toArray());
            assertThat(low).isEqualTo(Secret.taking(end));
        }
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertThatThrownBy(() -> Hmac.begin(Secret.taking(new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
