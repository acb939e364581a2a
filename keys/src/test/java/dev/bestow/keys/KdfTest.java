package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.crypto.Mac;

/// The KDF's framing and the HMAC under it; `KdfVectors` in conformance has the published derivations.
class KdfTest {
    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    private static Octets octets(String hex) {
        return Octets.parseHex("octets", hex);
    }

    private static String hmac(Secret key, String text) {
        return Octets.copyOf(Kdf.hmac(key, text.getBytes(StandardCharsets.US_ASCII))).hex();
    }

    @Test
    void hmacOfAShortKeyIsThatOfRfc4231() {
        assertThat(hmac(secret("0b".repeat(20)), "Hi There"))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(hmac(secret("4a656665"), "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void hmacOfAKeyLongerThanABlockIsThatOfRfc4231() {
        assertThat(
                        hmac(
                                secret("aa".repeat(131)),
                                "Test Using Larger Than Block-Size Key - Hash Key First"))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void hmacAgreesWithThePlatformsForEveryKeyLength() throws Exception {
        for (int length = 1; length <= 130; length++) {
            byte[] key = new byte[length];
            Arrays.fill(key, (byte) length);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new JceKey(key, "HmacSHA256"));
            byte[] first = {1, 2, 3};
            byte[] second = new byte[length];
            mac.update(first);
            assertThat(Kdf.hmac(Secret.taking(key.clone()), first, second))
                    .isEqualTo(mac.doFinal(second));
        }
    }

    @Test
    void hmacNeedsAKey() {
        assertThatThrownBy(() -> Kdf.hmac(Secret.taking(new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyParameterKeepsItsLengthField() {
        Secret key = secret("11".repeat(32));
        assertThat(Kdf.derive(key, Fc.PURPOSE, Octets.EMPTY, octets("aa")))
                .isEqualTo(Secret.taking(Kdf.hmac(key, octets("f00000aa0001").toArray())))
                .isNotEqualTo(Kdf.derive(key, Fc.PURPOSE, octets("aa")));
    }

    @Test
    void lengthsTakeTwoOctetsBigEndian() {
        Secret key = secret("11".repeat(32));
        byte[] s = new byte[1 + 258 + 2];
        s[0] = (byte) 0xf8;
        s[259] = 1;
        s[260] = 2;
        assertThat(Kdf.derive(key, Fc.K_APP, Octets.copyOf(new byte[258])))
                .isEqualTo(Secret.taking(Kdf.hmac(key, s)));
    }

    @Test
    void shortKeysAreTheLowOctets() {
        Secret kasme = secret("d5ef4d8f33266902295d42f322a2f2cf11fb2ccc124c09b4d88d361597037990");
        assertThat(Kdf.derive(kasme, Fc.ALGORITHM_KEY, octets("01"), octets("00")))
                .isEqualTo(
                        secret("cf7a27beab1e78bf5bb1f95b05829a72e4cf7fecbad4b8c37db4a190e119225c"));
        assertThat(Kdf.deriveLow16(kasme, Fc.ALGORITHM_KEY, octets("01"), octets("00")))
                .isEqualTo(secret("e4cf7fecbad4b8c37db4a190e119225c"));
    }

    @Test
    void callersOnManyThreadsDoNotMix() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers =
                    IntStream.range(1, 200)
                            .mapToObj(n -> threads.submit(() -> agreesWithItself((byte) n)))
                            .toList();
            for (Future<Boolean> caller : callers) {
                assertThat(caller.get()).isTrue();
            }
        }
    }

    private static boolean agreesWithItself(byte n) {
        Secret key = Secret.taking(new byte[] {n});
        byte[] once = Kdf.hmac(key, new byte[n & 0xff]);
        return IntStream.range(0, 50)
                .allMatch(_ -> Arrays.equals(once, Kdf.hmac(key, new byte[n & 0xff])));
    }
}
