package dev.bestow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

class ProvisionTest {
    private static final String HEADER = "IMSI,ICCID,Ki,OPC,ADM1\n";

    private HssFolder hss;

    @BeforeEach
    void configure(@TempDir Path folder) throws IOException {
        hss = new HssFolder(folder);
    }

    private static String row(String imsi, String k) {
        return imsi + ",8988211000000000001," + k + "," + HssFolder.OPC + ",12345678\n";
    }

    private int provision(String cards, String... more) throws IOException {
        String file = hss.write("cards.csv", cards).toString();
        String[] arguments = new String[2 + more.length];
        arguments[0] = "provision";
        arguments[1] = file;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return hss.run(arguments);
    }

    private int listed() {
        assertThat(hss.run("subscriber", "list")).as(hss.err).isEqualTo(ExitStatus.OK);
        return (int) hss.out.lines().count();
    }

    @Test
    void aVendorsFileIsStoredAndStoringItAgainChangesNothing() throws IOException {
        String cards = HEADER + row(HssFolder.IMSI, HssFolder.K);
        assertThat(provision(cards)).as(hss.err).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("1 added").contains("0 unchanged");
        assertThat(provision(cards)).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("0 added").contains("1 unchanged");
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void anotherKeyIsAnotherCard() throws IOException {
        provision(HEADER + row(HssFolder.IMSI, HssFolder.K));
        assertThat(provision(HEADER + row(HssFolder.IMSI, HssFolder.OPC))).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("1 with another key");
        hss.run("subscriber", "show", HssFolder.IMSI);
        assertThat(hss.out).containsPattern("epoch +2");
    }

    @Test
    void theFileOfSrsRanIsReadAsItIs() throws IOException {
        String row =
                "ue1,mil,001010123456780,00112233445566778899aabbccddeeff,opc,"
                        + "63bfa50ee6523365ff14c1f45f88737d,9001,000000001234,7,dynamic\n";
        assertThat(provision("# .csv to store UE's information\n" + row))
                .as(hss.err)
                .isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("1 added");
        hss.run("subscriber", "show", "001010123456780");
        assertThat(hss.out).contains("9001", "as.example.net");
    }

    @Test
    void whatTheCardsHaveInCommonIsStoredWithThem() throws IOException {
        String[] options = {
            "--sqn-counter",
            "--ind-bits",
            "3",
            "--delta",
            "1000",
            "--e2m-keys",
            "--e2m-amf-bit",
            "9"
        };
        assertThat(provision(HEADER + row(HssFolder.IMSI, HssFolder.K), options))
                .as(hss.err)
                .isEqualTo(ExitStatus.OK);
        hss.run("subscriber", "show", HssFolder.IMSI);
        assertThat(hss.out)
                .contains("milenage", "8040", "3, 1000", "by a counter, at 0")
                .containsPattern("e2m keys +yes");
    }

    @Test
    void cardsOfTheTestAlgorithmNeedAReason() throws IOException {
        String cards = "IMSI,KI,OPC,ALGO\n" + HssFolder.IMSI + "," + HssFolder.K + ",,xor\n";
        assertThat(provision(cards)).isEqualTo(ExitStatus.FAILED);
        assertThat(hss.err).contains("cards.csv:2: ALGO is XOR");
        assertThat(provision(cards, "--insecure-test-xor", "cards of a lab"))
                .as(hss.err)
                .isEqualTo(ExitStatus.OK);
        hss.run("subscriber", "show", HssFolder.IMSI);
        assertThat(hss.out).contains("insecure-test-xor", "by the clock, offset 0");
    }

    @Test
    void optionsThatDoNotFitAreRefusedByName() throws IOException {
        String cards = HEADER + row(HssFolder.IMSI, HssFolder.K);
        assertThat(provision(cards, "--ind-bits", "4")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("IND bits: needs 5 or more");
        assertThat(provision(cards, "--e2m-keys", "--e2m-amf-bit", "7"))
                .isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("AMF bit: needs 8 to 15");
        assertThat(listed()).isZero();
    }

    @Test
    void aBadRowIsToldWithLineColumnAndReasonAndNothingIsStored() throws IOException {
        String cards =
                HEADER
                        + row(HssFolder.IMSI, HssFolder.K)
                        + row("001010000000002", HssFolder.K.substring(1))
                        + row("00101x", HssFolder.K);
        assertThat(provision(cards)).isEqualTo(ExitStatus.FAILED);
        assertThat(hss.err)
                .contains(
                        "cards.csv:3: Ki ", "cards.csv:4: IMSI ", "2 findings; nothing was stored")
                .doesNotContain(HssFolder.K.substring(1));
        assertThat(listed()).isZero();
    }

    @Test
    void skipBadStoresTheGoodRowsAndStillSaysWhichWereBad() throws IOException {
        String cards = HEADER + row(HssFolder.IMSI, HssFolder.K) + row("00101x", HssFolder.K);
        assertThat(provision(cards, "--skip-bad")).isEqualTo(ExitStatus.FAILED);
        assertThat(hss.err).contains("cards.csv:3: IMSI ");
        assertThat(hss.out).contains("1 added", "1 bad");
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void anImsiThatLostItsZerosIsStoredWithAWarningThatNamesItsLine() throws IOException {
        String cards =
                HEADER + row(HssFolder.IMSI, HssFolder.K) + row("1010000000002", HssFolder.K);
        assertThat(provision(cards)).as(hss.err).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("2 added");
        assertThat(hss.err).contains("warning: cards.csv:3: IMSI has 13 digits");
    }

    @Test
    void manyDoubtfulRowsAreCounted() throws IOException {
        StringBuilder cards = new StringBuilder(HEADER);
        for (int card = 100; card < 130; card++) {
            cards.append(row("1010000000" + card, HssFolder.K));
        }
        assertThat(provision(cards.toString())).isEqualTo(ExitStatus.OK);
        assertThat(hss.err.lines().filter(line -> line.startsWith("warning: cards.csv")))
                .hasSize(20);
        assertThat(hss.err).contains("warning: 30 rows like these in all");
    }

    @Test
    void whatNoMessageCanCarryIsRefusedByName() throws IOException {
        String cards = HEADER + row(HssFolder.IMSI, HssFolder.K);
        assertThat(provision(cards, "--apn", "iot_devices")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("--apn iot_devices: holds something else than letters");
        assertThat(provision(cards, "--domain", "devices")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("external identifier domain: is a lower-case FQDN");
        assertThat(provision(cards, "--allow-as", "as.example.net", "--allow-as", "AS2"))
                .isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("--allow-as AS2: is a lower-case FQDN");
        assertThat(listed()).isZero();
    }

    private static final String PROFILES =
            HssFolder.CONFIGURATION.replace(
                    "policy: {",
                    "policy: {profiles: [{name: meters, accessRestrictions: 0x10, ambr: {uplink:"
                            + " 512k}, accessPoints: [{name: iot}, {name: internet}]}], ");

    @Test
    void whatTheNetworkGivesASubscriberIsStoredAndShown() throws IOException {
        hss.configure(PROFILES);
        String cards =
                "IMSI,Ki,OPC,MSISDN,application-identities\n"
                        + HssFolder.IMSI
                        + ","
                        + HssFolder.K
                        + ","
                        + HssFolder.OPC
                        + ",491700000012,m1@example.org;m2\n";
        assertThat(provision(cards, "--profile", "meters", "--apn", "internet"))
                .as(hss.err)
                .isEqualTo(ExitStatus.OK);
        hss.run("subscriber", "show", HssFolder.IMSI);
        assertThat(hss.out)
                .containsPattern("profile +meters\\R")
                .containsPattern("APN +internet, iot\\R")
                .containsPattern("AMBR up/down +512k/1G\\R")
                .containsPattern("access restrictions +0x10\\R")
                .containsPattern("MSISDN +491700000012\\R")
                .containsPattern("app. identities +m1@example.org m2\\R");
        assertThat(provision(cards, "--profile", "-", "--ambr", "64k/1M", "--apn", "-"))
                .as(hss.err)
                .isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("1 changed");
        hss.run("subscriber", "show", HssFolder.IMSI);
        assertThat(hss.out)
                .containsPattern("profile +built in\\R")
                .containsPattern("APN +iot\\R")
                .containsPattern("AMBR up/down +64k/1M\\R")
                .containsPattern("epoch +1\\R");
    }

    @Test
    void aProfileThatTheConfigurationHasNotIsRefusedWithThoseItHas() throws IOException {
        hss.configure(PROFILES);
        String cards = HEADER + row(HssFolder.IMSI, HssFolder.K);
        assertThat(provision(cards, "--profile", "metres")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err)
                .contains(
                        "--profile metres: is not in the configuration, whose policy.profiles are"
                                + " meters");
        assertThat(provision(cards, "--ambr", "1G")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("--ambr 1G: is written UP/DOWN");
        assertThat(provision(cards, "--ambr", "1G/x")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("--ambr 1G/x: is bits per second");
        assertThat(provision(cards, "--profile", "meters")).isEqualTo(ExitStatus.OK);
        hss.configure(HssFolder.CONFIGURATION);
        hss.run("subscriber", "show", HssFolder.IMSI);
        assertThat(hss.out).containsPattern("profile +meters, not in the configuration");
    }

    @Test
    void aFileThatIsNotThereIsNoBug() throws IOException {
        assertThat(hss.run("provision", "nowhere.csv")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err)
                .contains("nowhere.csv: cannot be read: there is no such file")
                .doesNotContain("\tat ", "Exception");
        assertThat(hss.run("provision", hss.folder.toString())).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err)
                .contains("cannot be read: Is a directory")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void nobodyElseMayReadTheMasterKey() throws IOException {
        String cards = HEADER + row(HssFolder.IMSI, HssFolder.K);
        provision(cards);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(hss.masterKey())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(
                hss.masterKey(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(provision(cards)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("rw-r--r--", "chmod 600 " + hss.masterKey());
        assertThat(hss.run("hss")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("chmod 600 " + hss.masterKey());
    }

    @Test
    void aLostMasterKeyIsNotReplacedUnderSubscribersItWrapped() throws IOException {
        String cards = HEADER + row(HssFolder.IMSI, HssFolder.K);
        provision(cards);
        Files.move(hss.masterKey(), hss.folder.resolve("elsewhere.key"));
        assertThat(provision(cards)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("restore it from its backup");
        assertThat(hss.masterKey()).doesNotExist();
    }

    @Test
    void theMasterKeyOfAnotherStoreIsFoundOut() throws IOException {
        String cards = HEADER + row(HssFolder.IMSI, HssFolder.K);
        provision(cards);
        byte[] other = Files.readAllBytes(hss.masterKey());
        other[0] ^= 1;
        Files.write(hss.masterKey(), other);
        assertThat(provision(cards)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("is not the one that store folder").doesNotContain("\tat ");
    }

    @Test
    void keysAreNeverShown() throws IOException {
        provision(HEADER + row(HssFolder.IMSI, HssFolder.K));
        StringBuilder shown = new StringBuilder(hss.out + hss.err);
        String[][] commands = {
            {"subscriber", "list"},
            {"subscriber", "show", HssFolder.IMSI},
            {"subscriber", "remove", HssFolder.IMSI},
        };
        for (String[] command : commands) {
            assertThat(hss.run(command)).as(hss.err).isEqualTo(ExitStatus.OK);
            assertThat(hss.out).isNotBlank();
            shown.append(hss.out).append(hss.err);
        }
        assertThat(shown.toString().toLowerCase(Locale.ROOT))
                .contains(HssFolder.IMSI)
                .doesNotContain(HssFolder.K)
                .doesNotContain(HssFolder.OPC);
    }

    @Test
    void aRemovedSubscriberIsGone() throws IOException {
        provision(HEADER + row(HssFolder.IMSI, HssFolder.K));
        assertThat(hss.run("subscriber", "remove", HssFolder.IMSI)).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("removed; its next epoch is 2");
        for (String verb : new String[] {"show", "remove"}) {
            assertThat(hss.run("subscriber", verb, HssFolder.IMSI)).isEqualTo(ExitStatus.FAILED);
            assertThat(hss.err).contains("no subscriber " + HssFolder.IMSI);
        }
        assertThat(listed()).isZero();
    }
}
