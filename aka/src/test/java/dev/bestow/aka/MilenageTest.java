package dev.bestow.aka;

import static dev.bestow.aka.Samples.RAND;
import static dev.bestow.aka.Samples.SQN;
import static dev.bestow.aka.Samples.k19;
import static dev.bestow.aka.Samples.secret;
import static dev.bestow.aka.Samples.set19;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.Random;

/// One set inline; `MilenageVectors` in conformance runs the published ones.
class MilenageTest {
    private static final MilenageConstants STANDARD = MilenageConstants.STANDARD;

    @Test
    void allFunctionsAgreeWithSet19() {
        try (AkaFunctions functions = set19().functions();
                AkaAnswer answer = functions.f2345(RAND)) {
            assertThat(answer.res().hex()).isEqualTo("28d7b0f2a2ec3de5");
            assertThat(answer.ckIk().octets())
                    .isEqualTo(
                            secret(
                                    "5349fbe098649f948f5d2e973a81c00f9744871ad32bf9bbd1dd5ce54e3e2e5a"));
            assertThat(answer.ak().hex()).isEqualTo("ada15aeb7bb8");
            assertThat(functions.f1(RAND, SQN, Amf.EPS).hex()).isEqualTo("9a537d5e25e2ef65");
            assertThat(SQN.concealed(functions.f5Star(RAND)).hex()).isEqualTo("c2920fe2489f");
            assertThat(functions.f1Star(RAND, SQN, Amf.ZERO).hex()).isEqualTo("5b7a8925819b614b");
        }
    }

    @Test
    void functionsGiveTheSameInAnyOrderAndAfterAnotherRand() {
        Rand other = Rand.parse("00".repeat(16));
        try (AkaFunctions functions = set19().functions()) {
            var star = functions.f5Star(RAND);
            var mac = functions.f1(RAND, SQN, Amf.EPS);
            assertThat(functions.f5Star(other)).isNotEqualTo(star);
            assertThat(functions.f5Star(RAND)).isEqualTo(star);
            AuthenticationVector vector = functions.vector(RAND, SQN, Amf.EPS);
            assertThat(vector.autn().macA()).isEqualTo(mac);
            assertThat(vector.autn().sqnXorAk().hex()).isEqualTo("bb52e91c747a");
            assertThat(vector.ckIk()).isEqualTo(functions.f2345(RAND).ckIk());
            assertThat(vector.xres()).isEqualTo(functions.f2345(RAND).res());
        }
    }

    @Test
    void opcComesFromOpWhichStaysTheCallers() {
        try (SubscriberKey k = new SubscriberKey(secret("465b5ce8b199b49faa5f0a2ee238a6bc"));
                Secret op = secret("cdc202d5123e20f62b6d676ac72cb318");
                Opc opc = Milenage.opc(k, op)) {
            assertThat(opc.octets()).isEqualTo(secret("cd63cb71954a9f4e48a5994e37a02baf"));
            assertThat(op).isEqualTo(secret("cdc202d5123e20f62b6d676ac72cb318"));
        }
    }

    @Test
    void everySecretHasItsLength() {
        assertThatThrownBy(() -> new SubscriberKey(secret("00".repeat(15))))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("K: has 15 octets, needs 16 or 32");
        assertThatThrownBy(() -> new Opc(secret("00".repeat(17))))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("OPc: has 17 octets, needs 16");
        assertThatThrownBy(() -> Milenage.opc(k19(), secret("00".repeat(15))))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("OP: has 15 octets, needs 16");
    }

    @Test
    void closingCredentialsWipesKAndOpcButNotFunctionsMadeBefore() {
        Credentials credentials = set19();
        try (AkaFunctions functions = credentials.functions()) {
            credentials.close();
            assertThat(functions.f2345(RAND).res().hex()).isEqualTo("28d7b0f2a2ec3de5");
        }
        assertThatThrownBy(credentials::functions).isInstanceOf(IllegalStateException.class);
        Opc opc = (Opc) credentials.variant();
        assertThatThrownBy(() -> opc.octets().copy()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closedFunctionsAreOfNoUse() {
        AkaFunctions functions = set19().functions();
        functions.f2345(RAND);
        functions.close();
        functions.close();
        assertThatThrownBy(() -> functions.f2345(RAND)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> functions.f5Star(RAND)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void functionsOfTwoSubscribersAtOnceDoNotMix() {
        Credentials other = Samples.credentials(1);
        try (AkaFunctions ours = set19().functions();
                AkaFunctions theirs = other.functions()) {
            assertThat(theirs.f2345(RAND).res()).isNotEqualTo(ours.f2345(RAND).res());
            assertThat(ours.f2345(RAND).res().hex()).isEqualTo("28d7b0f2a2ec3de5");
        }
    }

    @Test
    void nothingPrintsASecret() {
        Credentials credentials = set19();
        try (AkaFunctions functions = credentials.functions()) {
            String printed =
                    credentials
                            + " "
                            + functions
                            + functions.f2345(RAND)
                            + functions.vector(RAND, SQN, Amf.EPS)
                            + functions.vector(RAND, SQN, Amf.EPS).bound(Samples.PLMN);
            assertThat(printed)
                    .doesNotContain("5122", "981d", "28d7", "5349", "ada1", "04a2")
                    .contains("Secret(16 octets)");
        }
    }

    @Test
    void blocksRotateByAnyNumberOfBits() {
        Random random = new Random(1);
        BigInteger all = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        for (int bits = 0; bits < 128; bits++) {
            Block block = new Block(random.nextLong(), random.nextLong());
            BigInteger number = new BigInteger(1, octets(block));
            BigInteger expected = number.shiftLeft(bits).or(number.shiftRight(128 - bits)).and(all);
            assertThat(new BigInteger(1, octets(block.rotateLeft(bits)))).isEqualTo(expected);
        }
    }

    private static byte[] octets(Block block) {
        byte[] octets = new byte[Block.OCTETS];
        block.writeTo(octets, 0);
        return octets;
    }

    @Test
    void constantsUnderWhichOutputsMayCoincideAreRefused() {
        var c2 = STANDARD.second();
        assertThatThrownBy(() ->
                        new MilenageConstants(
                                STANDARD.first(), c2, c2, STANDARD.fourth(), STANDARD.fifth()))
                .hasMessage("MILENAGE r and c: give two outputs the same pair");
        assertThatThrownBy(() ->
                        new MilenageConstants(
                                c2, c2, STANDARD.third(), STANDARD.fourth(), STANDARD.fifth()))
                .hasMessage("MILENAGE c1: needs an even number of ones");
        var even = new MilenageConstants.Pair(8, new Block(1, 1));
        assertThatThrownBy(() ->
                        new MilenageConstants(
                                STANDARD.first(), even, STANDARD.third(), STANDARD.fourth(), c2))
                .hasMessage("MILENAGE c2 to c5: need an odd number of ones each");
        assertThatThrownBy(() -> new MilenageConstants.Pair(128, Block.ZERO))
                .hasMessage("MILENAGE r: needs 0 to 127 bits");
    }

    @Test
    void otherConstantsGiveOtherOutputs() {
        var third = new MilenageConstants.Pair(33, new Block(0, 2));
        Milenage own =
                new Milenage(
                        new MilenageConstants(
                                STANDARD.first(),
                                STANDARD.second(),
                                third,
                                STANDARD.fourth(),
                                STANDARD.fifth()));
        Credentials standard = set19();
        try (AkaFunctions theirs = standard.functions();
                AkaFunctions ours = own.keyed(standard.k(), standard.variant())) {
            assertThat(ours.f2345(RAND).ckIk()).isNotEqualTo(theirs.f2345(RAND).ckIk());
            assertThat(ours.f2345(RAND).res()).isEqualTo(theirs.f2345(RAND).res());
            assertThat(ours.f1(RAND, SQN, Amf.EPS)).isEqualTo(theirs.f1(RAND, SQN, Amf.EPS));
        }
    }
}
