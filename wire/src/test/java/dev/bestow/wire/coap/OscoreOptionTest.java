package dev.bestow.wire.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

class OscoreOptionTest {
    private static Octets octets(String hex) {
        return Octets.parseHex("octets", hex);
    }

    static Stream<OscoreOption> options() {
        return Stream.of(
                new OscoreOption(Octets.EMPTY, null, null),
                new OscoreOption(octets("00"), null, null),
                new OscoreOption(octets("14"), null, Octets.EMPTY),
                new OscoreOption(octets("14"), octets("37cbf3210017a2d3"), Octets.EMPTY),
                new OscoreOption(octets("ffffffffff"), Octets.EMPTY, octets("01020304050607")),
                new OscoreOption(Octets.EMPTY, null, octets("aa".repeat(254))));
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionIsReadAsItWasWritten(OscoreOption option) {
        assertThat(OscoreOption.decode(option.encode())).contains(option);
    }

    /// What other octets say is something else or nothing, and writes as what was read.
    @ParameterizedTest
    @MethodSource("options")
    void oneOctetFlippedMissingOrMoreSaysSomethingElseOrNothing(OscoreOption option) {
        byte[] value = option.encode().toArray();
        for (int i = 0; i < value.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = value.clone();
                flipped[i] ^= (byte) (1 << bit);
                differs(option, flipped);
            }
            differs(option, Arrays.copyOf(value, i));
        }
        differs(option, Arrays.copyOf(value, value.length + 1));
    }

    private static void differs(OscoreOption option, byte[] value) {
        Optional<OscoreOption> read = OscoreOption.decode(Octets.copyOf(value));
        assertThat(read).isNotEqualTo(Optional.of(option));
        read.ifPresent(other -> assertThat(other.encode()).isEqualTo(Octets.copyOf(value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", // should have no octets
                "20",
                "40",
                "80", // reserved bits
                "06010203040506",
                "0701020304050607", // reserved lengths
                "0201", // Partial IV cut off
                "020014", // Partial IV with a leading zero
                "010099", // octets behind the end
                "1014",
                "10",
                "110005aabb" // kid context cut off
            })
    void whatIsNoOptionIsRefused(String value) {
        assertThat(OscoreOption.decode(octets(value))).isEmpty();
    }

    @Test
    void moreThan255OctetsAreRefused() {
        assertThat(OscoreOption.decode(octets("08" + "aa".repeat(255)))).isEmpty();
        assertThatThrownBy(() ->
                        new OscoreOption(octets("00"), Octets.EMPTY, octets("aa".repeat(253))))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new OscoreOption(octets("0001"), null, null))
                .isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "20, 14", "255, ff", "256, 0100", "1099511627775, ffffffffff"})
    void aPartialIvHasAsFewOctetsAsCanBe(long number, String hex) {
        assertThat(OscoreOption.partialIv(number)).isEqualTo(octets(hex));
        assertThat(new OscoreOption(octets(hex), null, null).number()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 40})
    void aPartialIvHas40Bits(long number) {
        assertThatThrownBy(() -> OscoreOption.partialIv(number)).isInstanceOf(InvalidValue.class);
    }
}
