package dev.bestow.session.oscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Journey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

class IdContextTest {
    private static final Octets RAND_AS = Octets.parseHex("RAND_AS", "0102030405060708");

    static Stream<IdContext> names() {
        return Stream.of(Journey.BY_RAND, Journey.BY_GUTI)
                .map(FullName::keyName)
                .map(name -> new IdContext(name, RAND_AS));
    }

    @Test
    void octetsAreThoseThatAreDrawn() {
        assertThat(names().map(IdContext::encode).map(Octets::hex))
                .containsExactly("2a99dfa5" + RAND_AS, "00f110800112c0de0001" + "03" + RAND_AS);
    }

    @ParameterizedTest
    @MethodSource("names")
    void oneOctetFlippedMissingOrMoreIsAnotherNameOrNone(IdContext name) {
        byte[] octets = name.encode().toArray();
        assertThat(IdContext.decode(name.encode())).contains(name);
        for (int i = 0; i < octets.length; i++) {
            byte[] flipped = octets.clone();
            flipped[i] ^= 0x55;
            assertThat(IdContext.decode(Octets.copyOf(flipped))).isNotEqualTo(Optional.of(name));
            if (i != 12) {
                assertThat(IdContext.decode(Octets.copyOf(Arrays.copyOf(octets, i)))).isEmpty();
            }
        }
        assertThat(IdContext.decode(Octets.copyOf(Arrays.copyOf(octets, octets.length + 1))))
                .isEmpty();
    }

    /// Eight is no eKSI, and a digit of F where a PLMN has digits no PLMN.
    @Test
    void aGutiOrAnEksiThatCannotBeIsNone() {
        assertThat(IdContext.decode(Octets.parseHex("n", "00f110800112c0de000108" + RAND_AS)))
                .isEmpty();
        assertThat(IdContext.decode(Octets.parseHex("n", "ffffff800112c0de000103" + RAND_AS)))
                .isEmpty();
    }
}
