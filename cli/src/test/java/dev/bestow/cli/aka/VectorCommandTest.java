package dev.bestow.cli.aka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Against TS 35.208 set 19, with the AMF of E-UTRAN.
class VectorCommandTest {
    private static final String K = "5122250214c33e723a5dd523fc145fc0";
    private static final String OP = "c9e8763286b5b9ffbdf56e1297d0887b";
    private static final String OPC = "981d464c7c52eb6e5036234984ad0bcf";
    private static final String RAND = "81e92b6c0ee0e12ebceba8d92a99dfa5";
    private static final String AUTS = "c2920fe2489f5b7a8925819b614b";
    private static final String CARD = "k: " + K + "\nopc: " + OPC + "\n";

    private static CommandLineRun vector(String card, String... more) {
        List<String> arguments = new ArrayList<>(List.of("aka", "vector", "--keys", "-"));
        arguments.addAll(List.of(more));
        return CommandLineRun.fed(card, arguments.toArray(String[]::new));
    }

    @Test
    void everyOutputIsPrinted() {
        CommandLineRun run =
                vector(
                        CARD,
                        "--rand=" + RAND,
                        "--sqn=16f3b3f70fc2",
                        "--amf=8000",
                        "--plmn=001/01",
                        "--card");
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.values())
                .containsEntry("algorithm", "milenage")
                .containsEntry("opc", OPC)
                .containsEntry("rand", RAND)
                .containsEntry("mac_a", "9a537d5e25e2ef65")
                .containsEntry("res", "28d7b0f2a2ec3de5")
                .containsEntry("ck", "5349fbe098649f948f5d2e973a81c00f")
                .containsEntry("ik", "9744871ad32bf9bbd1dd5ce54e3e2e5a")
                .containsEntry("ak", "ada15aeb7bb8")
                .containsEntry("sqn_xor_ak", "bb52e91c747a")
                .containsEntry("autn", "bb52e91c747a80009a537d5e25e2ef65")
                .containsEntry(
                        "kasme", "04a2d7ce0dd489817c7f6a2064f3b48bd1416c1506f98e2a4549949964b340e5")
                .containsEntry("mac_s", AUTS.substring(12))
                .containsEntry("auts", AUTS);
    }

    @Test
    void opGivesWhatItsOpcGives(@TempDir Path folder) throws IOException {
        Path card = folder.resolve("card.json");
        Files.writeString(card, "{\"k\": \"" + K + "\", \"op\": \"" + OP + "\"}");
        CommandLineRun run =
                CommandLineRun.of(
                        "aka",
                        "vector",
                        "--keys",
                        card.toString(),
                        "--rand=" + RAND,
                        "--sqn=16f3b3f70fc2",
                        "--amf=8000");
        assertThat(run.values())
                .containsEntry("opc", OPC)
                .containsEntry("res", "28d7b0f2a2ec3de5")
                .doesNotContainKeys("kasme", "mac_s", "auts");
    }

    @Test
    void withoutRandEveryVectorHasItsOwn() {
        String[] arguments = {"--sqn=16f3b3f70fc2", "--amf=8000"};
        assertThat(vector(CARD, arguments).values().get("rand"))
                .hasSize(32)
                .isNotEqualTo(vector(CARD, arguments).values().get("rand"));
    }

    @Test
    void anAutsThatVerifiesGivesSqnMsAndTheVectorOfTheNextSqn() {
        CommandLineRun run =
                vector(
                        CARD,
                        "--rand=" + RAND,
                        "--auts=" + AUTS,
                        "--new-rand=" + "00".repeat(16),
                        "--amf=8000");
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(run.values())
                .containsEntry("sqn_ms", "16f3b3f70fc2")
                .containsEntry("sqn", "16f3b3f70fe2")
                .containsEntry("rand", "00".repeat(16));
        assertThat(
                        vector(
                                        CARD,
                                        "--rand=" + RAND,
                                        "--auts=" + AUTS,
                                        "--ind-bits=0",
                                        "--amf=8000")
                                .values())
                .containsEntry("sqn", "16f3b3f70fc3");
    }

    @Test
    void oneFlippedBitOfAutsOrRandIsRefused() {
        String flipped = AUTS.substring(0, 27) + "a";
        CommandLineRun run = vector(CARD, "--rand=" + RAND, "--auts=" + flipped, "--amf=8000");
        assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("AUTS: does not verify");
        assertThat(vector(CARD, "--rand=" + "00".repeat(16), "--auts=" + AUTS, "--amf=8000").err())
                .contains("AUTS: does not verify");
    }

    @Test
    void jsonIsWhatDeriveReads() {
        CommandLineRun vector =
                vector(
                        CARD,
                        "--rand=" + RAND,
                        "--sqn=16f3b3f70fc2",
                        "--amf=8000",
                        "--plmn=001/01",
                        "--json");
        assertThat(
                        CommandLineRun.fed(
                                        vector.out(),
                                        "aka",
                                        "derive",
                                        "knasint",
                                        "--keys=-",
                                        "eia=2")
                                .values())
                .containsEntry("knasint", "afbd0f24cd2d8b089e457f4b27a89474");
        assertThat(CommandLineRun.fed(vector.out(), "aka", "derive", "kasme", "--keys=-").values())
                .containsEntry(
                        "kasme",
                        "04a2d7ce0dd489817c7f6a2064f3b48bd1416c1506f98e2a4549949964b340e5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    opc: OPC | k: is missing
                    k: K | op, opc: are missing
                    {k: 5122250214c33e723a5dd523fc145fc, opc: OPC} | k: is not an even number of hex digits
                    {k: 5122250214c33e723a5dd523fc145f, opc: OPC} | K: has 15 octets
                    {k: 00000000000000000000000000000000, opc: OPC} | K: is all zeros
                    {k: 5122250214c33e723a5dd523fc145fcg, opc: OPC} | k: is not an even number of hex digits
                    {k: K, opc: 981d464c7c52eb6e5036234984ad0b} | opc: has 30 hex digits, needs 32
                    {k: K, op: 981d464c7c52eb6e5036234984ad0b} | op: has 30 hex digits, needs 32
                    {k: K, op: 981d, opc: 981d} | op, opc: are both
                    {k: K, k: 11} | k: stands here twice
                    [K] | needs names, a colon after each
                    {k: {k: K}} | needs one name and one value
                    K | needs names, a colon after each
                    """)
    void keysThatAreWrongAreRefusedByNameAndNotShown(String card, String reason) {
        String keys = card.replace("OPC", OPC).replace("K", K);
        CommandLineRun run = vector(keys, "--sqn=16f3b3f70fc2", "--amf=8000");
        assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(reason).doesNotContain("5122250214c33e72", "981d464c7c52");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --sqn=16f3b3f70fc2 --amf=800 | AMF: has 3 hex digits, needs 4
                    --sqn=16f3b3f70f --amf=8000 | SQN: has 10 hex digits, needs 12
                    --sqn=16f3b3f70fcz --amf=8000 | SQN: is not an even number of hex digits
                    --sqn=16f3b3f70fc2 --amf=8000 --rand=00 | RAND: has 2 hex digits, needs 32
                    --sqn=16f3b3f70fc2 --amf=8000 --plmn=00101 | PLMN: is written MCC/MNC
                    --sqn=16f3b3f70fc2 --amf=0000 --plmn=001/01 | AMF: lacks the separation bit
                    --sqn=16f3b3f70fc2 --amf=8000 --algorithm=milonga | algorithm: is none of
                    --sqn=16f3b3f70fc2 --amf=8000 --new-rand=00 | --new-rand: goes with --auts
                    --auts=c2920fe2489f5b7a8925819b614b --amf=8000 | --rand: is missing
                    --auts=c292 --rand=81e92b6c0ee0e12ebceba8d92a99dfa5 --amf=8000 | AUTS: has 4 hex digits
                    --sqn=16f3b3f70fc2 | Missing required option: '--amf=HEX'
                    --amf=8000 | --sqn
                    --sqn=16f3b3f70fc2 --auts=c2920fe2489f5b7a8925819b614b --amf=8000 | mutually exclusive
                    """)
    void inputsThatAreWrongAreRefusedByName(String arguments, String reason) {
        CommandLineRun run = vector(CARD, arguments.split(" "));
        assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(reason).doesNotContain("\tat ");
    }

    /// Test set of TS 35.232 with K of 16 octets and one iteration.
    @Test
    void tuakTakesTopOrTopc() {
        String k = "k: " + "ab".repeat(16) + "\n";
        String topc = "bd04d9530e87513c5d837ac2ad954623a8e2330c115305a73eb45d1f40cccbff";
        String[] arguments = {
            "--algorithm=tuak", "--rand=" + "42".repeat(16), "--sqn=111111111111", "--amf=ffff"
        };
        CommandLineRun fromTop = vector(k + "top: " + "55".repeat(32), arguments);
        assertThat(fromTop.status()).as(fromTop.err()).isEqualTo(ExitStatus.OK);
        assertThat(fromTop.values())
                .containsEntry("topc", topc)
                .containsEntry("mac_a", "f9a54e6aeaa8618d");
        assertThat(vector(k + "topc: " + topc, arguments)).isEqualTo(fromTop);
        assertThat(vector(CARD, arguments).err()).contains("top, topc: are missing");
    }

    /// RES is K xor RAND: the name says what that is worth.
    @Test
    void theTestAlgorithmTakesKAlone() {
        CommandLineRun run =
                vector(
                        "k: " + "0f".repeat(16),
                        "--algorithm=insecure-test-xor",
                        "--rand=" + "f0".repeat(16),
                        "--sqn=000000000020",
                        "--amf=8000");
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(run.values()).containsEntry("res", "ff".repeat(16)).doesNotContainKey("opc");
    }

    @Test
    void noOptionTakesAKey() {
        for (String option : new String[] {"--k", "--opc", "--op"}) {
            CommandLineRun run = vector(CARD, "--sqn=16f3b3f70fc2", "--amf=8000", option, K);
            assertThat(run.status()).as(option).isEqualTo(ExitStatus.REFUSED);
        }
    }

    @Test
    void helpTeachesWithAnExampleThatWorks() {
        CommandLineRun help = CommandLineRun.of("aka", "vector", "--help");
        assertThat(help.status()).isEqualTo(ExitStatus.OK);
        assertThat(help.out()).contains("Examples:", K, OPC, AUTS);
    }
}
