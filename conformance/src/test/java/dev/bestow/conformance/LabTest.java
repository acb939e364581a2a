package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.lab.LabRun;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.keys.KeyProfile;

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
        var lab = new LabRun(KeyProfile.named(solution), DEVICES, folder, corruptOne);
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

    @Test
    void aKeyThatDiffersEndsBadly() throws Exception {
        var out = new StringWriter();
        assertThat(run("12", true, out)).as(out.toString()).isFalse();
        assertThat(out.toString()).contains("FAILED", "AUTHENTICATION_FAILED", "NOT OK");
    }
}
