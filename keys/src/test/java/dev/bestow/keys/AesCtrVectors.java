package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;

/// NIST SP 800-38A, appendix F.5.1 (CTR-AES128.Encrypt), first two blocks.
class AesCtrVectors {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void nistSp80038a() {
        byte[] key = HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c");
        byte[] counter = HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        byte[] plain =
                HEX.parseHex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        try (Secret secret = Secret.taking(key)) {
            byte[] ciphered = AesCtr.apply(secret, counter, plain);
            assertThat(HEX.formatHex(ciphered))
                    .isEqualTo("874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff");
            assertThat(AesCtr.apply(secret, counter, ciphered)).isEqualTo(plain);
        }
    }

    @Test
    void keyOf32OctetsIsRefused() {
        Secret secret = Secret.taking(new byte[32]);
        assertThatThrownBy(() -> AesCtr.apply(secret, new byte[16], new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
