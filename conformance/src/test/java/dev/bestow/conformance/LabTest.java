package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabRun;
import dev.bestow.cli.lab.LabTable;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The lab as `bestow lab` runs it, small.
class LabTest {
    private static final int DEVICES = 5;

    /// Number, step, from, to, message and octets of a line of the ledger.
    private static final Pattern LINE =
            Pattern.compile("(?m)^ +\\d+ +[0-9]* +(\\S+) +-> (\\S+) +(.+?) +\\d+$");

    /// Of such a line all but number and step, and its octets.
    private static final Pattern WITH_OCTETS =
            Pattern.compile("(?m)^ +\\d+ +(?:\\d+ +)?(\\S+ +-> \\S+ +.+?) +(\\d+)$");

    @TempDir private Path folder;

    private boolean run(String solution, boolean corruptOne, StringWriter out) throws Exception {
        return run(SolutionTable.named(solution), corruptOne, out);
    }

    private boolean run(Solution solution, boolean corruptOne, StringWriter out) throws Exception {
        return run(new LabRun(solution, DEVICES, folder, corruptOne), out);
    }

    private static boolean run(LabRun lab, StringWriter out) throws Exception {
        try (Shutdown shutdown = Shutdown.onTermination("lab")) {
            return lab.run(shutdown, new PrintWriter(out));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-hse", "1E-D-emse", "10-eese", "12"})
    void everyReportArrivesAndEveryKeyMatches(String solution) throws Exception {
        var out = new StringWriter();
        assertThat(run(solution, false, out)).as(out.toString()).isTrue();
        assertThat(out.toString())
                .contains("ATTACH REQUEST", "Application Request")
                .contains("OK: every report arrived and every key matched");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void aKeyIsReplacedInTheMiddle(String solution) throws Exception {
        var out = new StringWriter();
        var lab = new LabRun(SolutionTable.named(solution), DEVICES, folder, false).refreshing();
        assertThat(run(lab, out)).as(out.toString()).isTrue();
        assertThat(ledger(out.toString()))
                .containsSubsequence(
                        "UE -> AS Application Request",
                        "AS -> UE Application Response",
                        "AS -> SCEF POST refresh",
                        "MME -> UE AUTHENTICATION REQUEST",
                        "UE -> MME SECURITY MODE COMPLETE",
                        "UE -> AS Application Request",
                        "AS -> UE Application Response");
    }

    @Test
    void aKeyThatDiffersTurnsEachRowRed() throws Exception {
        assertThat(corrupted())
                .allSatisfy(row -> {
                    assertThat(row.get("verdict").asText())
                            .as(row.toPrettyString())
                            .startsWith("NOT OK: 4 of 5 reports delivered");
                });
    }

    private JsonNode corrupted() throws Exception {
        var out = new StringWriter();
        var lab = new LabTable(SolutionTable.all(), LabMme.bestow, DEVICES, folder, true);
        try (Shutdown shutdown = Shutdown.onTermination("lab")) {
            assertThat(lab.run(shutdown, new PrintWriter(out), true)).isFalse();
        }
        return new ObjectMapper().readTree(out.toString());
    }

    /// On the radio an ordinary attach and the application's own messages; at the MME ordinary S6a; and the key server
    /// hears of the key from the HSS alone.
    @ParameterizedTest
    @CsvSource({
        "1D, EMKS, HSE",
        "1E-D, EMKS, HSE",
        "2, EMKS, EMSE",
        "1D-eese, EMKS, EESE",
        "2-as, EMKS, AS",
        "10, EMKS, EMSE",
        "12, SCEF, AS"
    })
    void besideAPlainMmeTheKeyCostsNoMessageOfMmeOrRadio(
            String solution, String keyServer, String endpoint) throws Exception {
        assertThat(ledgerBesideAPlainMme(solution, endpoint))
                .contains(
                        "HSS -> " + keyServer + " S6t RIR Key-Push",
                        "HSS -> " + keyServer + " S6t RIR Location-Proof",
                        endpoint + " -> " + keyServer + " POST retrieve");
    }

    /// What a run costs on the radio, message by message: 288 octets. ADR 0027 counts with them.
    @Test
    void anAkaRunOfItsOwnCostsThreeExchangesBehindACookie() throws Exception {
        var out = new StringWriter();
        assertThat(run("3", false, out)).as(out.toString()).isTrue();
        assertThat(
                        WITH_OCTETS
                                .matcher(out.toString())
                                .results()
                                .map(line ->
                                        line.group(1).replaceAll(" +", " ") + " " + line.group(2))
                                .filter(line -> line.contains("CoAP")))
                .containsExactly(
                        "UE -> EMKS CoAP POST 33",
                        "EMKS -> UE CoAP 4.01 Echo 20",
                        "UE -> EMKS CoAP POST Echo 46",
                        "EMKS -> UE CoAP POST EAP-Request/Identity 14",
                        "UE -> EMKS CoAP 2.01 EAP-Response/Identity 30",
                        "EMKS -> UE CoAP POST EAP-Request/AKA-Challenge 77",
                        "UE -> EMKS CoAP 2.01 EAP-Response/AKA-Challenge 49",
                        "EMKS -> UE CoAP POST EAP-Success 13",
                        "UE -> EMKS CoAP 2.04 6");
        assertThat(ledger(out.toString()))
                .containsSubsequence(
                        "UE -> EMKS CoAP 2.01 EAP-Response/Identity",
                        "EMKS -> HSS S6a AIR",
                        "HSS -> EMKS S6a AIA",
                        "EMKS -> UE CoAP POST EAP-Request/AKA-Challenge")
                .noneMatch(line -> line.contains("Key-Push"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1A", "1B", "1E-A", "1E-B"})
    void anEndpointThatTheHssPushesToAsksNobody(String solution) throws Exception {
        assertThat(ledgerBesideAPlainMme(solution, "HSE"))
                .contains("HSS -> HSE S6t RIR Key-Push", "HSS -> HSE S6t RIR Location-Proof")
                .noneMatch(line -> line.contains("POST"));
    }

    /// Of a run in which radio and S6a are as without Bestow.
    private List<String> ledgerBesideAPlainMme(String solution, String endpoint) throws Exception {
        var out = new StringWriter();
        var lab =
                new LabRun(SolutionTable.named(solution), DEVICES, folder, false)
                        .beside(LabMme.plain);
        assertThat(run(lab, out)).as(out.toString()).isTrue();
        assertThat(out.toString()).contains("Solution " + solution + " beside a plain MME,");
        List<String> ledger = ledger(out.toString());
        assertThat(ledger.stream().filter(line -> line.contains("UE")).distinct())
                .as("the radio; what is late on a busy machine is sent again")
                .containsExactlyInAnyOrder(
                        "UE -> MME ATTACH REQUEST",
                        "MME -> UE AUTHENTICATION REQUEST",
                        "UE -> MME AUTHENTICATION RESPONSE",
                        "MME -> UE SECURITY MODE COMMAND",
                        "UE -> MME SECURITY MODE COMPLETE",
                        "MME -> UE ATTACH ACCEPT",
                        "UE -> MME ATTACH COMPLETE",
                        "UE -> " + endpoint + " Application Request",
                        endpoint + " -> UE Application Response");
        assertThat(ledger.stream().filter(line -> line.contains("MME") && !line.contains("UE")))
                .containsExactly(
                        "MME -> HSS S6a AIR",
                        "HSS -> MME S6a AIA",
                        "MME -> HSS S6a ULR",
                        "HSS -> MME S6a ULA");
        return ledger;
    }

    /// Bestow's MME tells of it.
    @ParameterizedTest
    @ValueSource(strings = {"1B", "1E-B"})
    void theKeySetLeavesWhenTheMmeTellsOfThePdnConnection(String solution) throws Exception {
        var out = new StringWriter();
        assertThat(run(solution, false, out)).as(out.toString()).isTrue();
        assertThat(ledger(out.toString()))
                .contains("HSS -> HSE S6t RIR Location-Proof")
                .containsSubsequence(
                        "UE -> MME ATTACH COMPLETE",
                        "MME -> HSS S6a NOR",
                        "HSS -> HSE S6t RIR Key-Push",
                        "HSE -> UE Application Response");
    }

    /// The HSS gives the key to the HSE that asks, after the gateway has said who has the address.
    @ParameterizedTest
    @ValueSource(strings = {"1C", "1E-C"})
    void whereTheHseAsksTheHssPushesNothing(String solution) throws Exception {
        assertThat(ledgerBesideAPlainMme(solution, "HSE"))
                .contains(
                        "PGW -> HSE RADIUS Accounting-Request",
                        "HSE -> PGW RADIUS Accounting-Response",
                        "HSE -> HSS S6t CIR Key-Pull",
                        "HSS -> HSE S6t CIA Key-Answer")
                .noneMatch(line -> line.contains("RIR"));
    }

    /// The messages of the first device, without their octets.
    private static List<String> ledger(String printed) {
        return LINE.matcher(printed)
                .results()
                .map(line -> line.group(1) + " -> " + line.group(2) + " " + line.group(3))
                .toList();
    }

    /// No class of the product knows this row: pushed and confirmed like 12, named by GUTI and eKSI.
    @Test
    void aRowThatIsOnlyDataRunsToo() throws Exception {
        Solution twelve = SolutionTable.named("12");
        var row =
                new Solution(
                        "12 by GUTI",
                        twelve.agreement(),
                        twelve.kind(),
                        twelve.root(),
                        twelve.legs(),
                        twelve.provenBy(),
                        Naming.GUTI);
        var out = new StringWriter();
        assertThat(run(row, false, out)).as(out.toString()).isTrue();
        assertThat(out.toString()).contains("Solution 12 by GUTI,").contains("Key-Push");
    }

    @Test
    void aKeyThatDiffersEndsBadly() throws Exception {
        var out = new StringWriter();
        assertThat(run("12", true, out)).as(out.toString()).isFalse();
        assertThat(out.toString()).contains("FAILED", "AUTHENTICATION_FAILED", "NOT OK");
    }
}
