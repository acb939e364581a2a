package dev.bestow.cli.aka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeriveCommandTest {
    private static final String PAIR =
            """
            ck: 5349fbe098649f948f5d2e973a81c00f
            ik: 9744871ad32bf9bbd1dd5ce54e3e2e5a
            """;

    @Test
    void inputsComeFromTheFileAndFromTheCommandLine() {
        CommandLineRun told =
                CommandLineRun.fed(
                        PAIR,
                        "aka",
                        "derive",
                        "kasme",
                        "--keys=-",
                        "plmn=001/01",
                        "sqn_xor_ak=bb52e91c747a");
        assertThat(told.status()).as(told.err()).isEqualTo(ExitStatus.OK);
        assertThat(told.out())
                .isEqualToIgnoringNewLines(
                        "kasme  04a2d7ce0dd489817c7f6a2064f3b48bd1416c1506f98e2a4549949964b340e5");
        String all = PAIR + "plmn: 001/01\nsqn_xor_ak: bb52e91c747a\nunasked: 1\n";
        assertThat(CommandLineRun.fed(all, "aka", "derive", "kasme", "--keys=-")).isEqualTo(told);
    }

    @Test
    void aPairComesOutAsTheNextDerivationTakesIt() {
        CommandLineRun pair =
                CommandLineRun.fed(
                        PAIR,
                        "aka",
                        "derive",
                        "ck_ik_prime",
                        "--keys=-",
                        "--json",
                        "network_name=WLAN",
                        "sqn_xor_ak=bb52e91c747a");
        assertThat(pair.out())
                .contains(
                        "\"ck_prime\": \"0093962d0dd84aa5684b045c9edffa04\"",
                        "\"ik_prime\": \"ccfc230ca74fcc96c0a5d61164f5a76c\"");
        CommandLineRun mk =
                CommandLineRun.fed(
                        pair.out(),
                        "aka",
                        "derive",
                        "mk",
                        "--keys=-",
                        "--json",
                        "identity=0555444333222111");
        assertThat(CommandLineRun.fed(mk.out(), "aka", "derive", "k_encr", "--keys=-").values())
                .containsEntry("k_encr", "766fa0a6c317174b812d52fbcd11a179");
    }

    @Test
    void theListHasEveryDerivedKeyAndNeedsNoKeys() {
        CommandLineRun list = CommandLineRun.of("aka", "derive", "--list");
        assertThat(list.status()).as(list.err()).isEqualTo(ExitStatus.OK);
        assertThat(list.out())
                .containsPattern("kasme +32 +10 +ck ik +plmn sqn_xor_ak +TS 33.401 clause A.2")
                .containsPattern("ks_as_enc +32 +f7 +ks_as +\"enc\" +TR 33.863")
                .containsPattern("knasint +16 +15 +kasme +02 eia +TS 33.401 clause A.7")
                .containsPattern("plmn +the serving network \\(MCC/MNC");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kasmee plmn=001/01 | kasmee: is no derived key; --list shows all; did you mean kasme?
                    kasme plmn=001/01 | sqn_xor_ak: is missing: SQN xor AK
                    kasme plmn=001/01 sqn_xor_ak=bb52 | sqn_xor_ak: has 4 hex digits, needs 12
                    kasme plmn=00101 sqn_xor_ak=bb52e91c747a | PLMN: is written MCC/MNC
                    kasme plmm=001/01 | which takes ck, ik, plmn, sqn_xor_ak; did you mean plmn?
                    kasme ck=5349fbe098649f948f5d2e973a81c00f | ck: is a key: it comes by --keys
                    kasme plmn=001/01 plmn=001/02 | plmn: is given twice
                    kasme plmn | NAME=VALUE: needs a name
                    kenb nas_count=0 | kasme: is missing: K_ASME
                    ks_naf naf_id=as.example.net rand=81e92b6c0ee0e12ebceba8d92a99dfa5 impi=a | naf_id: is written
                    """)
    void inputsThatAreWrongAreRefusedByName(String arguments, String reason) {
        CommandLineRun run =
                CommandLineRun.fed(PAIR, ("aka derive --keys=- " + arguments).split(" "));
        assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(reason).doesNotContain("5349fbe0", "9744871a", "\tat ");
    }

    @Test
    void aNumberIsRefusedWhenItIsNone() {
        String kasme = "kasme: " + "ab".repeat(32);
        for (String number : new String[] {"-1", "4294967296", "x", "0x", ""}) {
            CommandLineRun run =
                    CommandLineRun.fed(
                            kasme, "aka", "derive", "kenb", "--keys=-", "nas_count=" + number);
            assertThat(run.status()).as(number).isEqualTo(ExitStatus.REFUSED);
            assertThat(run.err()).contains("nas_count: is no number");
        }
        assertThat(
                        CommandLineRun.fed(
                                kasme, "aka", "derive", "kenb", "--keys=-", "nas_count=0xffffffff"))
                .isEqualTo(
                        CommandLineRun.fed(
                                kasme,
                                "aka",
                                "derive",
                                "kenb",
                                "--keys=-",
                                "nas_count=4294967295"));
    }

    @Test
    void anInputThatIsGivenInBothPlacesIsRefused() {
        CommandLineRun run =
                CommandLineRun.fed(
                        PAIR + "plmn: 001/01\n",
                        "aka",
                        "derive",
                        "kasme",
                        "--keys=-",
                        "plmn=001/02");
        assertThat(run.err()).contains("plmn: is in the file of --keys too");
    }
}
