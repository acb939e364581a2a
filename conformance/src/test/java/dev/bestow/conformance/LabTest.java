package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabRun;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/// The lab as `bestow lab` runs it, small.
class LabTest {
    private static final int DEVICES = 5;

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
    @ValueSource(strings = {"11", "11-kasme", "12"})
    void everyReportArrivesAndEveryKeyMatches(String solution) throws Exception {
        var out = new StringWriter();
        assertThat(run(solution, false, out)).as(out.toString()).isTrue();
        assertThat(out.toString())
                .contains("ATTACH REQUEST", "Application Request")
                .contains("OK: every report arrived and every key matched");
    }

    /// Nothing of Bestow between MME and anybody: a push and a proof of the HSS are all there is.
    @Test
    void solutionTwelveRunsBesideAPlainMme() throws Exception {
        var out = new StringWriter();
        var lab =
                new LabRun(SolutionTable.named("12"), DEVICES, folder, false).beside(LabMme.plain);
        assertThat(run(lab, out)).as(out.toString()).isTrue();
        assertThat(out.toString())
                .contains("Solution 12 beside a plain MME,")
                .contains("S6t RIR Key-Push", "S6t RIR Location-Proof")
                .doesNotContain("T6a", "Key-Confirm", "GUTI");
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
