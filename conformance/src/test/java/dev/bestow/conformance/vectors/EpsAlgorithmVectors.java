package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.keys.CountBearerDirection;
import dev.bestow.keys.CountFreshDirection;
import dev.bestow.keys.Direction;
import dev.bestow.keys.Eea1;
import dev.bestow.keys.Eea2;
import dev.bestow.keys.Eea3;
import dev.bestow.keys.Eia1;
import dev.bestow.keys.Eia2;
import dev.bestow.keys.Eia3;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;
import dev.bestow.keys.Uea2;
import dev.bestow.keys.Uia2;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;

/// The EPS and UMTS algorithms against the sets of TS 33.401 Annex C, TS 35.217 and TS 35.223, bit
/// lengths that are no multiple of 8 included.
class EpsAlgorithmVectors {
    static List<VectorRow> eea1() {
        return VectorRow.file("eea1_uea2").rows("vectors");
    }

    static List<VectorRow> eea2() {
        return VectorRow.file("eea2").rows("vectors");
    }

    static List<VectorRow> eea3() {
        return VectorRow.file("eea3").rows("vectors");
    }

    static List<VectorRow> uia2() {
        return VectorRow.file("uia2").rows("vectors");
    }

    static List<VectorRow> eia1() {
        return VectorRow.file("eia1").rows("vectors");
    }

    static List<VectorRow> eia2() {
        return VectorRow.file("eia2").rows("vectors");
    }

    static List<VectorRow> eia3() {
        return VectorRow.file("eia3").rows("vectors");
    }

    @ParameterizedTest
    @MethodSource
    void eea1(VectorRow set) {
        ciphers(set, (input, message, bits) -> Eea1.apply(enc(set), input, message, bits));
        ciphers(set, (input, message, bits) -> Uea2.apply(set.secret("key"), input, message, bits));
    }

    @ParameterizedTest
    @MethodSource
    void eea2(VectorRow set) {
        ciphers(set, (input, message, bits) -> Eea2.apply(enc(set), input, message, bits));
    }

    @ParameterizedTest
    @MethodSource
    void eea3(VectorRow set) {
        ciphers(set, (input, message, bits) -> Eea3.apply(enc(set), input, message, bits));
    }

    @ParameterizedTest
    @MethodSource
    void uia2(VectorRow set) {
        CountFreshDirection input =
                new CountFreshDirection(set.word("count"), set.number("fresh"), direction(set));
        protects(set, (message, bits) -> Uia2.mac(set.secret("key"), input, message, bits));
    }

    @ParameterizedTest
    @MethodSource
    void eia1(VectorRow set) {
        protects(set, (message, bits) -> Eia1.mac(integrity(set), input(set), message, bits));
    }

    @ParameterizedTest
    @MethodSource
    void eia2(VectorRow set) {
        protects(set, (message, bits) -> Eia2.mac(integrity(set), input(set), message, bits));
    }

    @ParameterizedTest
    @MethodSource
    void eia3(VectorRow set) {
        protects(set, (message, bits) -> Eia3.mac(integrity(set), input(set), message, bits));
    }

    private interface Ciphering {
        byte[] apply(CountBearerDirection input, byte[] message, int lengthBits);
    }

    private interface Integrity {
        byte[] mac(byte[] message, int lengthBits);
    }

    private static void ciphers(VectorRow set, Ciphering algorithm) {
        int bits = set.number("length_bits");
        byte[] message = set.octets("message").toArray();
        byte[] enciphered = algorithm.apply(input(set), message, bits);
        assertThat(enciphered).isEqualTo(set.octets("output").toArray());
        byte[] plain = Arrays.copyOf(message, enciphered.length);
        plain[plain.length - 1] &= (byte) (0xff << (8 * plain.length - bits));
        assertThat(algorithm.apply(input(set), enciphered, bits)).isEqualTo(plain);
    }

    /// Octets that follow the message change nothing.
    private static void protects(VectorRow set, Integrity algorithm) {
        byte[] message = set.octets("message").toArray();
        byte[] more = Arrays.copyOf(message, message.length + 9);
        Arrays.fill(more, message.length, more.length, (byte) 0xff);
        assertThat(algorithm.mac(message, set.number("length_bits")))
                .isEqualTo(set.octets("mac").toArray())
                .isEqualTo(algorithm.mac(more, set.number("length_bits")));
    }

    private static KnasEnc enc(VectorRow set) {
        return new KnasEnc(set.secret("key"));
    }

    private static KnasInt integrity(VectorRow set) {
        return new KnasInt(set.secret("key"));
    }

    private static Direction direction(VectorRow set) {
        return set.number("direction") == 0 ? Direction.UPLINK : Direction.DOWNLINK;
    }

    private static CountBearerDirection input(VectorRow set) {
        return new CountBearerDirection(set.word("count"), set.number("bearer"), direction(set));
    }
}
