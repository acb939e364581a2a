package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Refused;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.stream.Stream;

/// TS 33.401 Annex C, bit lengths that are no multiple of 8 included.
class NasAlgorithmVectors {
    static Stream<VectorFile.Row> eea2() {
        return VectorFile.rows("eea2.json");
    }

    static Stream<VectorFile.Row> eia2() {
        return VectorFile.rows("eia2.json");
    }

    @ParameterizedTest
    @MethodSource
    void eea2(VectorFile.Row row) {
        KnasEnc key = new KnasEnc(Secret.taking(row.octets("key")));
        byte[] message = row.octets("message");
        byte[] enciphered = Eea2.apply(key, input(row), message, row.number("length_bits"));
        assertThat(enciphered).isEqualTo(row.octets("output"));
        byte[] deciphered = Eea2.apply(key, input(row), enciphered, row.number("length_bits"));
        byte[] expected = Arrays.copyOf(message, deciphered.length);
        BitLength.clearTail(row.number("length_bits"), expected);
        assertThat(deciphered).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource
    void eia2(VectorFile.Row row) {
        KnasInt key = new KnasInt(Secret.taking(row.octets("key")));
        byte[] mac = Eia2.mac(key, input(row), row.octets("message"), row.number("length_bits"));
        assertThat(mac).isEqualTo(row.octets("mac"));
    }

    @ParameterizedTest
    @MethodSource("eia2")
    void everyInputOfTheMacCounts(VectorFile.Row row) {
        KnasInt key = new KnasInt(Secret.taking(row.octets("key")));
        CountBearerDirection in = input(row);
        byte[] message = row.octets("message");
        int bits = row.number("length_bits");
        byte[] mac = Eia2.mac(key, in, message, bits);
        Direction other = in.direction().opposite();
        assertThat(
                        Eia2.mac(
                                key,
                                new CountBearerDirection(
                                        in.count() + 1, in.bearer(), in.direction()),
                                message,
                                bits))
                .isNotEqualTo(mac);
        assertThat(
                        Eia2.mac(
                                key,
                                new CountBearerDirection(
                                        in.count(), in.bearer() ^ 1, in.direction()),
                                message,
                                bits))
                .isNotEqualTo(mac);
        assertThat(
                        Eia2.mac(
                                key,
                                new CountBearerDirection(in.count(), in.bearer(), other),
                                message,
                                bits))
                .isNotEqualTo(mac);
        assertThat(Eia2.mac(key, in, message, bits - 1)).isNotEqualTo(mac);
        message[0] ^= 1;
        assertThat(Eia2.mac(key, in, message, bits)).isNotEqualTo(mac);
    }

    @Test
    void anEmptyMessageHasAMacAndNoCiphertext() {
        CountBearerDirection in = CountBearerDirection.nas(0, Direction.UPLINK);
        assertThat(Eia2.mac(new KnasInt(Secret.taking(new byte[16])), in, new byte[0]))
                .hasSize(Eia2.MAC_OCTETS);
        assertThat(Eea2.apply(new KnasEnc(Secret.taking(new byte[16])), in, new byte[0])).isEmpty();
    }

    @Test
    void refusesMoreBitsThanThereAreAndABearerOfSixBits() {
        KnasEnc key = new KnasEnc(Secret.taking(new byte[16]));
        CountBearerDirection in = CountBearerDirection.nas(0, Direction.UPLINK);
        assertThatThrownBy(() -> Eea2.apply(key, in, new byte[2], 17))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CountBearerDirection(0, 32, Direction.UPLINK))
                .isInstanceOf(Refused.class);
    }

    private static CountBearerDirection input(VectorFile.Row row) {
        Direction direction = row.number("direction") == 0 ? Direction.UPLINK : Direction.DOWNLINK;
        return new CountBearerDirection(row.word("count"), row.number("bearer"), direction);
    }
}
