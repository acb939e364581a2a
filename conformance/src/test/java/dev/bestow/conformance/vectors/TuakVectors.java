package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.AkaAnswer;
import dev.bestow.aka.AkaFunctions;
import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.KeccakF1600;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Topc;
import dev.bestow.aka.Tuak;
import dev.bestow.aka.TuakAnswer;
import dev.bestow.aka.TuakKernel;
import dev.bestow.aka.TuakLengths;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/// TUAK against the sets of TS 35.232 and TS 35.233, and its permutation alone.
class TuakVectors {
    private static Stream<VectorRow> sets() {
        return VectorRow.file("tuak_3523x").rows("vectors").stream();
    }

    private static Stream<VectorRow> setsWith(String figure) {
        return sets().filter(set -> set.has(figure));
    }

    private static Stream<VectorRow> setsOfF1() {
        return setsWith("f1");
    }

    private static Stream<VectorRow> setsOfF2() {
        return setsWith("f2_res");
    }

    private static Stream<VectorRow> setsWithinUmts() {
        return setsOfF2().filter(set -> lengths(set).resOctets() <= 16);
    }

    private static SubscriberKey k(VectorRow set) {
        return new SubscriberKey(set.secret("k"));
    }

    private static Topc topc(VectorRow set) {
        return new Topc(set.secret("topc"));
    }

    private static int iterations(VectorRow set) {
        return Math.toIntExact((long) set.get("keccak_iterations"));
    }

    private static TuakLengths lengths(VectorRow set) {
        return new TuakLengths(
                octets(set, "mac"), octets(set, "res"), octets(set, "ck"), octets(set, "ik"));
    }

    private static int octets(VectorRow set, String name) {
        return Math.toIntExact((long) set.member("len_bits").get(name)) / 8;
    }

    private static TuakKernel kernel(VectorRow set) {
        return new TuakKernel(k(set), topc(set), iterations(set), lengths(set));
    }

    private static Secret ckIk(VectorRow set) {
        String hex = set.text("f3_ck") + set.text("f4_ik");
        return Secret.taking(Octets.parseHex("CK||IK", hex).toArray());
    }

    @ParameterizedTest
    @MethodSource("sets")
    void topcIsThePublishedOne(VectorRow set) {
        assertThat(new Tuak(8, iterations(set)).topc(k(set), set.secret("top")))
                .isEqualTo(topc(set));
    }

    @ParameterizedTest
    @MethodSource("setsOfF1")
    void macsAreThePublishedOnes(VectorRow set) {
        Rand rand = new Rand(set.octets("rand"));
        Sqn sqn = Sqn.decode(set.octets("sqn"));
        Amf amf = Amf.decode(set.octets("amf"));
        try (TuakKernel kernel = kernel(set)) {
            assertThat(kernel.f1(rand, sqn, amf)).isEqualTo(set.octets("f1"));
            assertThat(kernel.f1Star(rand, sqn, amf)).isEqualTo(set.octets("f1star"));
        }
    }

    @ParameterizedTest
    @MethodSource("setsOfF2")
    void answersAreThePublishedOnes(VectorRow set) {
        Rand rand = new Rand(set.octets("rand"));
        try (TuakKernel kernel = kernel(set);
                TuakAnswer answer = kernel.f2345(rand)) {
            assertThat(answer.res()).isEqualTo(set.octets("f2_res"));
            assertThat(answer.ckIk()).isEqualTo(ckIk(set));
            assertThat(answer.ak()).isEqualTo(set.octets("f5_ak"));
            assertThat(kernel.f5Star(rand)).isEqualTo(set.octets("f5star_ak"));
        }
    }

    @ParameterizedTest
    @MethodSource("setsWithinUmts")
    void whatUmtsAndEpsUseIsTheSame(VectorRow set) {
        Rand rand = new Rand(set.octets("rand"));
        Tuak tuak = new Tuak(lengths(set).resOctets(), iterations(set));
        try (Credentials credentials = new Credentials(tuak, k(set), topc(set));
                AkaFunctions functions = credentials.functions();
                AkaAnswer answer = functions.f2345(rand)) {
            assertThat(answer.res()).isEqualTo(set.octets("f2_res"));
            assertThat(answer.ckIk().octets()).isEqualTo(ckIk(set));
            assertThat(answer.ak()).isEqualTo(set.octets("f5_ak"));
            assertThat(functions.f5Star(rand)).isEqualTo(set.octets("f5star_ak"));
        }
    }

    private static Stream<VectorRow> permutations() {
        return VectorRow.file("keccak_f1600").rows("vectors").stream();
    }

    @ParameterizedTest
    @MethodSource("permutations")
    void thePermutationIsThePublishedOne(VectorRow row) {
        long[] lanes = new long[KeccakF1600.LANES];
        little(row.text("in")).asLongBuffer().get(lanes);
        KeccakF1600.permute(lanes);
        ByteBuffer permuted = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        permuted.asLongBuffer().put(lanes);
        assertThat(permuted).isEqualTo(little(row.text("out")));
    }

    private static ByteBuffer little(String hex) {
        return ByteBuffer.wrap(Octets.parseHex("state", hex).toArray())
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
