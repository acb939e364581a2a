package dev.bestow.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What a row of the lab's table says of captured messages.
class LabRowTest {
    private static final List<Ledger.Line> ATTACH =
            List.of(
                    line("UE", "MME", "ATTACH REQUEST", 25),
                    line("MME", "HSS", "S6a AIR", 392),
                    line("HSS", "MME", "S6a AIA", 364),
                    line("MME", "UE", "ATTACH ACCEPT", 48));

    private static final List<Ledger.Line> REPORT =
            List.of(
                    ours("UE", "EMSE", "Application Request", 41),
                    ours("EMKS", "EMSE", "HTTP 200", 265),
                    ours("EMSE", "UE", "Application Response", 40));

    private static final Ledger.Line PUSH = ours("HSS", "EMKS", "S6t RIR Key-Push", 736);
    private static final Ledger.Line PROOF = ours("HSS", "EMKS", "S6t RIR Location-Proof", 300);

    private static Ledger.Line line(String from, String to, String message, int octets) {
        return new Ledger.Line(from, to, message, octets, false);
    }

    private static Ledger.Line ours(String from, String to, String message, int octets) {
        return new Ledger.Line(from, to, message, octets, true);
    }

    private static LabRow row(String solution, Ledger.Line... beside) {
        List<Ledger.Line> lines = new ArrayList<>(ATTACH);
        lines.addAll(List.of(beside));
        lines.addAll(REPORT);
        Solution row = SolutionTable.named(solution);
        var none = new Fleet.Result(0, 0, List.of());
        return new LabRow(
                row,
                new LabResult(
                        0, LabReports.USUAL, lines, none, new KeyComparison(), new Ledger(row), 1));
    }

    @Test
    void aRowCountsWhatIsBeyondAnAttachAndAReport() {
        LabRow row = row("2", PUSH, PROOF);
        assertThat(row.verdict()).isEqualTo("ok");
        assertThat(row.radioBeyond()).isZero();
        assertThat(row.octetsUp()).isEqualTo(25 + 41);
        assertThat(row.octetsDown()).isEqualTo(48 + 40);
        assertThat(row.coreBeyond()).isEqualTo(3);
        assertThat(row.speakers()).containsExactly("HSS", "UE", "EMKS", "EMSE");
        assertThat(row.seen().toString())
                .isEqualTo("[HSS>EMKS key, HSS>EMKS proof, EMKS<EMSE leaf]");
    }

    @Test
    void aMessageOnTheRadioTurnsItRed() {
        LabRow row = row("2", PUSH, PROOF, line("MME", "UE", "IDENTITY REQUEST", 3));
        assertThat(row.radioBeyond()).isEqualTo(1);
        assertThat(row.verdict()).isEqualTo("NOT OK: costs messages on the radio");
    }

    @Test
    void aLegThatIsMissingOrNotOfTheTableTurnsItRed() {
        String red = "NOT OK: these are not the legs of the table";
        assertThat(row("2", PROOF).verdict()).isEqualTo(red);
        assertThat(row("2", PUSH).verdict()).isEqualTo(red);
        assertThat(row("2", PUSH, PROOF, ours("HSS", "SCEF", "S6t RIR Key-Push", 1)).verdict())
                .isEqualTo(red);
        assertThat(row("12", PUSH, PROOF).verdict()).isEqualTo(red);
    }
}
