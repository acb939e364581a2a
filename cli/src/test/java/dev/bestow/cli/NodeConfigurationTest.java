package dev.bestow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.keystore.rocksdb.RocksStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/// What an operator reads when a configuration is wrong: before anything was made or opened.
class NodeConfigurationTest {
    private HssFolder hss;

    @BeforeEach
    void configure(@TempDir Path folder) throws IOException {
        hss = new HssFolder(folder);
    }

    private void refuses(String wrong, String... told) throws IOException {
        hss.configure(wrong);
        assertThat(hss.run("hss")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains(told).hasLineCount(1);
        assertThat(hss.folder.resolve("data")).doesNotExist();
        assertThat(hss.masterKey()).doesNotExist();
    }

    @Test
    void anUnknownKeyIsToldWithItsPlaceAndTheKnownOnes() throws IOException {
        refuses(
                HssFolder.CONFIGURATION.replace("listen", "lisetn"),
                "hss.yaml:3:12: diameter.lisetn: is no key",
                "known here: listen, listenTls, peers",
                "did you mean listen?");
    }

    @Test
    void aWrongTypeIsToldWithItsPlace() throws IOException {
        refuses(
                HssFolder.CONFIGURATION.replace("127.0.0.1:0", "[1, 2]"),
                "hss.yaml:3:20: diameter.listen: is a list, needs an address");
        refuses(
                HssFolder.CONFIGURATION.replace("policy: {", "policy: {solution: \"13\", "),
                "policy.solution: ");
    }

    @Test
    void aKeyLivesAYearAtMost() throws IOException {
        for (String wrong : List.of("0", "31536001")) {
            refuses(
                    HssFolder.CONFIGURATION.replace(
                            "policy: {", "policy: {keyLifetimeSeconds: " + wrong + ", "),
                    "policy.keyLifetimeSeconds: needs 1 to 31536000");
        }
    }

    @Test
    void aCapThatTakesNobodyIsToldWithItsPlace() throws IOException {
        refuses(
                HssFolder.CONFIGURATION + "caps: {halfOpen: 0}\n",
                "caps.halfOpen: needs 1 to 10000000");
    }

    @Test
    void aMissingSectionIsToldByName() throws IOException {
        refuses(
                HssFolder.CONFIGURATION.replaceFirst("(?m)^diameter.*\n", ""),
                "diameter: is missing");
        refuses(
                HssFolder.CONFIGURATION.replace("scef: scef.epc.example.net, ", "solution: 12, "),
                "policy.scef: is missing, and solution 12 needs it");
    }

    @Test
    void aMasterKeyIsAPathOrAFileWithItsToken() throws IOException {
        String token = "pkcs11: {library: lib.so, token: t, key: k, pinFile: hss.pin}";
        String wrapped =
                HssFolder.CONFIGURATION.replace(
                        "masterKey: keys/hss.key",
                        "masterKey: {file: keys/hss.key, " + token + "}");
        refuses(
                wrapped.replace(", token: t", ""),
                "hss.yaml:5:41: masterKey.pkcs11.token: is missing");
        refuses(wrapped.replace("file: keys/hss.key, ", ""), "masterKey.file: is missing");
        refuses(
                wrapped.replace("pinFile", "pin"),
                "masterKey.pkcs11.pin: is no key; known here: library, token, key, pinFile");
        refuses(
                HssFolder.CONFIGURATION.replace("keys/hss.key", "[keys/hss.key]"),
                "masterKey: is a list, needs keys: file, pkcs11");
        refuses(
                HssFolder.CONFIGURATION.replaceFirst("(?m)^store.*", "store: data/hss"),
                "store: is a scalar, needs keys: path");
    }

    @Test
    void aTokenThatIsNotThereMakesNoKey() throws IOException {
        RocksStore.open(hss.folder.resolve("data/hss")).close();
        hss.configure(
                HssFolder.CONFIGURATION.replace(
                        "keys/hss.key",
                        "{file: keys/hss.key, pkcs11: {library: lib.so, token: t, key: k, pinFile:"
                                + " hss.pin}}"));
        assertThat(hss.run("hss")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err)
                .contains("masterKey.pkcs11.library: " + hss.folder.resolve("lib.so"))
                .hasLineCount(1);
        assertThat(hss.masterKey()).doesNotExist();
    }

    /// A UE's devices come from a file, or from the one card in a reader.
    @Test
    void aUeRunsOnCardsOfAFileOrOnOneInAReader() throws IOException {
        String ue =
                """
                node: ue
                identity: {plmn: 001/01}
                nas: {connect: 127.0.0.1:36412}
                ua: {connect: 127.0.0.1:5700}
                policy: {applicationServers: [as.example.net]}
                """;
        String usim = "usim: {reader: no such reader, imsi: \"001010000000001\"}\n";
        hss.configure(ue);
        assertThat(hss.run("ue")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("credentials: or usim, one of the two, is needed");
        hss.configure(ue + usim);
        assertThat(hss.run("ue")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("card reader: ");
        hss.configure(ue + usim + "credentials: cards.csv\n");
        assertThat(hss.run("ue")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("credentials: or usim, one of the two, is needed");
        hss.configure(ue.replaceFirst("nas.*\n", "") + usim);
        assertThat(hss.run("ue")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("nas: is missing, and a solution here has devices take keys");
        hss.configure(ue + usim.replace("00101", "meter"));
        assertThat(hss.run("ue")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("usim.imsi: ");
    }

    @ParameterizedTest
    @CsvSource({
        "'{modem: /dev/ttyNONE}', modem: /dev/ttyNONE is not there: is the modem plugged in?",
        "'{modem: /dev/null}', modem: /dev/null is no serial line",
        "'{modem: /dev/ttyUSB2, reader: any}', 'usim.modem: or reader, not both'",
        "'{reader: any}', usim.imsi: is missing; a modem tells it"
    })
    void aUeInAModemIsToldWhatItLacks(String usim, String told) throws IOException {
        hss.configure(
                """
                node: ue
                identity: {plmn: 001/01}
                nas: {connect: 127.0.0.1:36412}
                ua: {connect: 127.0.0.1:5700}
                policy: {applicationServers: [as.example.net]}
                usim: %s
                """
                        .formatted(usim));
        assertThat(hss.run("ue")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains(told).hasLineCount(1);
    }

    @Test
    void theConfigurationOfAnotherNodeIsRefused() throws IOException {
        refuses(
                HssFolder.CONFIGURATION.replace("node: hss", "node: mme"),
                "hss.yaml: node: is mme");
    }

    @Test
    void aPortThatIsTakenIsOneLine() throws IOException {
        RocksStore.open(hss.folder.resolve("data/hss")).close();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            hss.configure(
                    HssFolder.CONFIGURATION.replace(
                            "127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));
            assertThat(hss.run("hss")).isEqualTo(ExitStatus.BROKEN);
            assertThat(hss.err)
                    .contains("127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\tat ")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab",
                "hss",
                "mme",
                "scef",
                "as",
                "ue",
                "provision",
                "subscriber list",
                "subscriber show",
                "subscriber remove",
                "keys test-certificates",
                "keys endpoint",
                "keys rotate",
                "keys wrap"
            })
    void everyVerbHasHelp(String verb) {
        assertThat(hss.runPlain((verb + " --help").split(" ", -1))).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("Usage: bestow " + verb, "--help");
        assertThat(hss.out.lines().count()).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab", "hss", "mme", "scef", "as", "ue", "provision", "subscriber"})
    void everyVerbHasAnExample(String verb) {
        assertThat(hss.runPlain(verb, "--help")).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).containsPattern("Examples?:").contains("  bestow " + verb);
    }
}
