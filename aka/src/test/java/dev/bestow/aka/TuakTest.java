package dev.bestow.aka;

import static dev.bestow.aka.Samples.RAND;
import static dev.bestow.aka.Samples.SQN;
import static dev.bestow.aka.Samples.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Set;

/// Sets 61, 71 and 75 of TS 35.232 inline; `TuakVectors` in conformance runs all published ones.
class TuakTest {
    private static final Rand RAND_71 = Rand.parse("42".repeat(16));

    private static SubscriberKey k71() {
        return new SubscriberKey(secret("ab".repeat(16)));
    }

    private static SubscriberKey longK() {
        return new SubscriberKey(secret("0f".repeat(32)));
    }

    private static Topc topc71() {
        return new Topc(secret("bd04d9530e87513c5d837ac2ad954623a8e2330c115305a73eb45d1f40cccbff"));
    }

    private static Credentials set71() {
        return new Credentials(new Tuak(4, 1), k71(), topc71());
    }

    @Test
    void allFunctionsAgreeWithSets61And71() {
        try (AkaFunctions functions = set71().functions();
                AkaAnswer answer = functions.f2345(RAND_71)) {
            assertThat(answer.res().hex()).isEqualTo("657acd64");
            assertThat(answer.ckIk().octets())
                    .isEqualTo(
                            secret(
                                    "d71a1e5c6caffe986a26f783e5c78be1be849fa2564f869aecee6f62d4337e72"));
            assertThat(answer.ak().hex()).isEqualTo("719f1e9b9054");
            assertThat(functions.f5Star(RAND_71).hex()).isEqualTo("e7af6b3d0e38");
            Sqn sqn = Sqn.parse("111111111111");
            Amf amf = Amf.parse("ffff");
            assertThat(functions.f1(RAND_71, sqn, amf).hex()).isEqualTo("f9a54e6aeaa8618d");
            assertThat(functions.f1Star(RAND_71, sqn, amf).hex()).isEqualTo("e94b4dc6c7297df3");
            AuthenticationVector vector = functions.vector(RAND_71, sqn, amf);
            assertThat(vector.xres()).isEqualTo(answer.res());
            assertThat(vector.ckIk()).isEqualTo(answer.ckIk());
            assertThat(vector.autn())
                    .isEqualTo(Autn.parse("608e0f8a8145" + "ffff" + "f9a54e6aeaa8618d"));
        }
    }

    @Test
    void topcComesFromTopWhichStaysTheCallers() {
        try (Secret top = secret("55".repeat(32))) {
            assertThat(Tuak.STANDARD.topc(k71(), top)).isEqualTo(topc71());
            assertThat(new Tuak(8, 2).topc(k71(), top)).isNotEqualTo(topc71());
            assertThat(Tuak.STANDARD.topc(longK(), top)).isNotEqualTo(topc71());
            assertThat(top).isEqualTo(secret("55".repeat(32)));
        }
    }

    /// Its first and last lanes for a state of zeros, as every description of SHA-3 has them.
    @Test
    void thePermutationOfZerosIsTheWellKnownOne() {
        long[] lanes = new long[KeccakF1600.LANES];
        KeccakF1600.permute(lanes);
        assertThat(lanes[0]).isEqualTo(0xf1258f7940e1dde7L);
        assertThat(lanes[24]).isEqualTo(0xeaf1ff7b5ceca249L);
        assertThatThrownBy(() -> KeccakF1600.permute(new long[24]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lengthsAndIterationsSeparateEveryOutput() {
        Set<String> macs = new HashSet<>();
        Set<String> responses = new HashSet<>();
        Set<Secret> keys = new HashSet<>();
        for (int octets : new int[] {8, 16, 32}) {
            for (int ck : new int[] {16, 32}) {
                for (int ik : new int[] {16, 32}) {
                    TuakLengths lengths = new TuakLengths(octets, octets, ck, ik);
                    try (TuakKernel kernel = new TuakKernel(k71(), topc71(), 1, lengths)) {
                        TuakAnswer answer = kernel.f2345(RAND);
                        assertThat(answer.res().length()).isEqualTo(octets);
                        assertThat(answer.ckIk().length()).isEqualTo(ck + ik);
                        assertThat(answer.ak().length()).isEqualTo(6);
                        responses.add(answer.res().hex().substring(2 * octets - 16));
                        keys.add(answer.ckIk());
                        macs.add(kernel.f1(RAND, SQN, Amf.EPS).hex().substring(2 * octets - 16));
                        macs.add(
                                kernel.f1Star(RAND, SQN, Amf.EPS).hex().substring(2 * octets - 16));
                    }
                }
            }
        }
        assertThat(macs).hasSize(6);
        assertThat(responses).hasSize(12);
        assertThat(keys).hasSize(12);
        try (TuakKernel twice = new TuakKernel(k71(), topc71(), 2, TuakLengths.UMTS);
                TuakKernel once = new TuakKernel(k71(), topc71(), 1, TuakLengths.UMTS)) {
            assertThat(twice.f5Star(RAND)).isNotEqualTo(once.f5Star(RAND));
        }
    }

    /// Set 75: K of 32 octets, RES and CK of 32.
    @Test
    void longOutputsAgreeWithSet75() {
        SubscriberKey k =
                new SubscriberKey(
                        secret("1574ca56881d05c189c82880f789c9cd4244955f4426aa2b69c29f15770e5aa5"));
        Topc topc =
                new Topc(
                        secret("3c6052e41532a28a47aa3cbb89f223e8f3aaa976aecd48bc3e7d6165a55eff62"));
        Rand rand = Rand.parse("c570aac68cde651fb1e3088322498bef");
        try (TuakKernel kernel = new TuakKernel(k, topc, 1, new TuakLengths(8, 32, 32, 16))) {
            assertThat(kernel.f2345(rand).res().hex())
                    .isEqualTo("84d89b41db1867ffd4c7ba1d82163f4d526a20fbae5418fbb526940b1eeb905c");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, 8, 16, 16, MAC",
        "64, 8, 16, 16, MAC",
        "8, 2, 16, 16, RES",
        "8, 12, 16, 16, RES",
        "8, 8, 8, 16, CK",
        "8, 8, 16, 48, IK"
    })
    void otherLengthsAreRefusedByName(int mac, int res, int ck, int ik, String field) {
        assertThatThrownBy(() -> new TuakLengths(mac, res, ck, ik))
                .hasMessageStartingWith(field + ": cannot have");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 256})
    void otherIterationsAreRefused(int iterations) {
        assertThatThrownBy(() -> new Tuak(8, iterations))
                .hasMessage("Keccak iterations: needs 1 to 255");
        assertThatThrownBy(() -> new TuakKernel(k71(), topc71(), iterations, TuakLengths.UMTS))
                .hasMessage("Keccak iterations: needs 1 to 255");
        assertThat(new Tuak(8, 255).iterations()).isEqualTo(255);
    }

    @Test
    void umtsAndEpsHaveNoRoomForALongRes() {
        assertThatThrownBy(() -> new Tuak(32, 1))
                .hasMessage("RES: has at most 16 octets in UMTS and EPS");
        assertThatThrownBy(() -> new Tuak(5, 1)).hasMessage("RES: cannot have 5 octets");
    }

    @Test
    void everySecretHasItsLengthAndKind() {
        assertThatThrownBy(() -> new Topc(secret("00".repeat(16))))
                .hasMessage("TOPc: has 16 octets, needs 32");
        assertThatThrownBy(() -> Tuak.STANDARD.topc(k71(), secret("00".repeat(16))))
                .hasMessage("TOP: has 16 octets, needs 32");
        Opc opc = new Opc(secret("01".repeat(16)));
        assertThatThrownBy(() -> new Credentials(Tuak.STANDARD, k71(), opc))
                .hasMessage("TOPc: is missing, TUAK needs it");
        assertThatThrownBy(() -> Tuak.STANDARD.keyed(k71(), opc))
                .hasMessage("TOPc: is missing, TUAK needs it");
        assertThatThrownBy(() -> new Credentials(Milenage.STANDARD, k71(), topc71()))
                .hasMessage("OPc: is missing, MILENAGE needs it");
        assertThatThrownBy(() -> new Credentials(Milenage.STANDARD, longK(), opc))
                .hasMessage("K: has 32 octets, MILENAGE needs 16");
        assertThatThrownBy(() -> Milenage.opc(longK(), opc.octets()))
                .hasMessage("K: has 32 octets, MILENAGE needs 16");
    }

    @Test
    void closedFunctionsAreOfNoUse() {
        Credentials credentials = set71();
        AkaFunctions functions = credentials.functions();
        credentials.close();
        assertThatThrownBy(() -> topcOf(credentials).octets().copy())
                .isInstanceOf(IllegalStateException.class);
        assertThat(functions.f2345(RAND_71).res().hex()).isEqualTo("657acd64");
        functions.close();
        assertThatThrownBy(() -> functions.f2345(RAND_71))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> functions.f1(RAND_71, SQN, Amf.EPS))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Topc topcOf(Credentials credentials) {
        return (Topc) credentials.variant();
    }

    @Test
    void anAnswerPrintsNothingAndCloses() {
        try (TuakKernel kernel = new TuakKernel(k71(), topc71(), 1, TuakLengths.UMTS)) {
            TuakAnswer answer = kernel.f2345(RAND_71);
            assertThat(answer).hasToString("TuakAnswer");
            answer.close();
            assertThatThrownBy(() -> answer.ckIk().copy())
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
