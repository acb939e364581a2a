package dev.bestow.aka;

import static dev.bestow.aka.Samples.k19;
import static dev.bestow.aka.Samples.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlgorithmNameTest {
    private static final String FULL_C =
            "milenage:64-0-32-64-96:0-1-2-4-fedcba98765432100123456789abcdef";

    @Test
    void theUsualParametersGoWithoutSaying() {
        assertThat(AkaAlgorithm.named("milenage")).isEqualTo(Milenage.STANDARD);
        assertThat(AkaAlgorithm.named("tuak")).isEqualTo(Tuak.STANDARD);
        assertThat(AkaAlgorithm.named("tuak:32:1")).isEqualTo(new Tuak(4, 1));
        assertThat(AkaAlgorithm.named("insecure-test-xor")).isInstanceOf(InsecureTestXor.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "milenage",
                "milenage:1-2-3-4-127:3-1-2-4-8",
                "milenage:64-0-32-64-96:30-1-2-4-80000000000000000000000000000000",
                "tuak",
                "tuak:128:255",
                "insecure-test-xor"
            })
    void aNameComesBack(String name) {
        assertThat(AkaAlgorithm.named(name).name()).isEqualTo(name);
    }

    @Test
    void constantsAreReadInFull() {
        String name = FULL_C.replace("def", "dee");
        Milenage read = (Milenage) AkaAlgorithm.named(name);
        assertThat(read.constants().fifth())
                .isEqualTo(
                        new MilenageConstants.Pair(
                                96, new Block(0xfedcba9876543210L, 0x0123456789abcdeeL)));
        assertThat(read.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "comp128, algorithm",
        "'', algorithm",
        "xor, algorithm",
        "MILENAGE, algorithm",
        "milenage:, algorithm",
        "tuak:64, algorithm",
        "tuak:64:1, algorithm",
        "tuak:064:2, algorithm",
        "tuak:64:x, algorithm",
        "tuak:64:1:1, algorithm",
        "tuak:63:2, RES",
        "tuak:256:1, RES",
        "tuak:64:0, Keccak iterations",
        "insecure-test-xor:1:1, algorithm",
        "milenage:64-0-32-64-96:0-1-2-4-8, algorithm",
        "milenage:64-0-32-64:0-1-2-4-8, MILENAGE r and c",
        "milenage:64-0-32-64-96:0-1-2-4-8-8, MILENAGE r and c",
        "milenage:64-0-32-64-128:0-1-2-4-8, MILENAGE r",
        "milenage:64-0-32-64-9x:0-1-2-4-8, algorithm",
        "milenage:64-0-32-64-95:0-1-2-4-, MILENAGE c",
        "milenage:64-0-32-64-95:0-1-2-4-g, MILENAGE c",
        "milenage:64-0-32-64-95:0-1-2-4-000000000000000000000000000000008, MILENAGE c",
        "milenage:64-0-32-64-95:0-1-2-4-08, algorithm",
        "milenage:64-0-32-64-95:1-1-2-4-8, MILENAGE c1",
        "milenage:64-0-32-64-95:0-1-2-4-3, MILENAGE c2 to c5",
        "milenage:64-0-0-64-95:0-1-1-4-8, MILENAGE r and c"
    })
    void anythingElseIsRefusedByTheFieldThatIsWrong(String name, String field) {
        assertThatThrownBy(() -> AkaAlgorithm.named(name))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @Test
    void theTestAlgorithmWantsAReasonAndHasNoOpc() {
        assertThatThrownBy(() -> new InsecureTestXor(" "))
                .hasMessage("test algorithm: needs a reason");
        InsecureTestXor xor = new InsecureTestXor("a test");
        Opc opc = new Opc(secret("01".repeat(16)));
        assertThatThrownBy(() -> new Credentials(xor, k19(), opc))
                .hasMessage("OPc: has no place in the test algorithm");
        assertThatThrownBy(() -> xor.keyed(k19(), opc))
                .hasMessage("OPc: has no place in the test algorithm");
        SubscriberKey longK = new SubscriberKey(secret("01".repeat(32)));
        assertThatThrownBy(() -> new Credentials(xor, longK, OperatorVariant.NONE))
                .hasMessage("K: has 32 octets, the test algorithm needs 16");
    }

    /// Figures of `osmo-auc-gen`.
    @Test
    void theTestAlgorithmIsTheOneOthersCompute() {
        SubscriberKey k = new SubscriberKey(secret("000102030405060708090a0b0c0d0e0f"));
        var rand = dev.bestow.core.Rand.parse("10000000000000000000000000000000");
        Credentials credentials =
                new Credentials(new InsecureTestXor("a test"), k, OperatorVariant.NONE);
        try (AkaFunctions functions = credentials.functions()) {
            AuthenticationVector vector =
                    functions.vector(rand, Sqn.parse("ffffffffffe1"), Amf.EPS);
            assertThat(vector.autn()).isEqualTo(Autn.parse("fcfbfaf9f8e98000effefdfcfbe48607"));
            assertThat(vector.xres().hex()).isEqualTo("100102030405060708090a0b0c0d0e0f");
            assertThat(vector.ckIk().octets())
                    .isEqualTo(
                            secret(
                                    "0102030405060708090a0b0c0d0e0f1002030405060708090a0b0c0d0e0f1001"));
            assertThat(functions.f5Star(rand).hex()).isEqualTo("030405060708");
            assertThat(functions.f1Star(rand, new Sqn(0), Amf.ZERO).hex())
                    .isEqualTo("1001020304050607");
        }
        AkaFunctions closed = credentials.functions();
        closed.close();
        assertThatThrownBy(() -> closed.f2345(rand)).isInstanceOf(IllegalStateException.class);
        credentials.close();
        assertThatThrownBy(credentials::functions).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void kOfZerosIsRefused() {
        assertThatThrownBy(() -> new SubscriberKey(secret("00".repeat(16))))
                .hasMessage("K: is all zeros");
        assertThatThrownBy(() -> new SubscriberKey(secret("00".repeat(32))))
                .hasMessage("K: is all zeros");
        assertThat(new SubscriberKey(secret("00".repeat(15) + "01")).octets().length())
                .isEqualTo(16);
        for (int octets : new int[] {0, 15, 17, 24, 31, 33}) {
            assertThatThrownBy(() -> new SubscriberKey(secret("01".repeat(octets))))
                    .hasMessage("K: has " + octets + " octets, needs 16 or 32");
        }
    }
}
