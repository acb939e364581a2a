package dev.bestow.network.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

/// What a generator that hands out portions could get wrong.
class SystemEntropyTest {
    private final SystemEntropy entropy = new SystemEntropy();

    private Octets draw(int length) {
        byte[] target = new byte[length];
        entropy.fill(target);
        return Octets.copyOf(target);
    }

    @Test
    void nothingIsGivenTwice() {
        Set<Octets> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(draw(16))).isTrue();
        }
    }

    /// 64 zeros in a row are the mark of a part that was wiped already, or never filled.
    @Test
    void everyLengthIsFilledToItsEnd() {
        for (int length = 8; length < 3_000; length += 7) {
            Octets drawn = draw(length);
            assertThat(drawn.slice(length - 8, 8).hex()).isNotEqualTo("0".repeat(16));
            assertThat(drawn.slice(0, 8).hex()).isNotEqualTo("0".repeat(16));
        }
    }

    @Test
    void twoGeneratorsDiffer() {
        assertThat(draw(16)).isNotEqualTo(new SystemEntropyTest().draw(16));
    }
}
