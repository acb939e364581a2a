package dev.bestow.wire.radius;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

/// HMAC-MD5 as RFC 2202 clause 2 has it, cases 1, 2, 3 and 6: short keys, and one that is longer than a block.
class AuthenticatorsVectors {
    @ParameterizedTest
    @CsvSource({
        "0b, 16, 4869205468657265, 1, 9294727a3638bb1c13f48ef8158bfc9d",
        "4a656665, 1, 7768617420646f2079612077616e7420666f72206e6f7468696e673f, 1,"
                + " 750c783e6ab0b503eaa86e310a5db738",
        "aa, 16, dd, 50, 56be34521d144c88dbb8c733f0e8b3f6",
        "aa, 80, 54657374205573696e67204c6172676572205468616e20426c6f636b"
                + "2d53697a65204b6579202d2048617368204b6579204669727374, 1,"
                + " 6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"
    })
    void hmac(String key, int keyTimes, String data, int dataTimes, String digest) {
        Secret secret = Secret.taking(octets(key.repeat(keyTimes)));
        assertThat(Authenticators.hmac(octets(data.repeat(dataTimes)), secret))
                .isEqualTo(octets(digest));
    }

    private static byte[] octets(String hex) {
        return Octets.parseHex("vector", hex).toArray();
    }

    /// RFC 1321 clause A.5, "message digest" in two parts.
    @ParameterizedTest
    @CsvSource({"f96b697d7cb7938d525a2f31aaf161d0"})
    void digestTakesTheSecretBehindTheMessage(String digest) {
        Secret secret = Secret.taking("digest".getBytes(StandardCharsets.US_ASCII));
        assertThat(
                        Authenticators.keyedDigest(
                                "message ".getBytes(StandardCharsets.US_ASCII), secret))
                .isEqualTo(octets(digest));
    }
}
