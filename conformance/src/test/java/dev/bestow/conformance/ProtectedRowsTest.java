package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bestow.cli.device.ReportProtection;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabTable;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Agreement;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.session.protocol.SecurityProtocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Every row of the solutions table under every protection, in a network that allows confidentiality and in one that
/// forbids it: a device attaches, reports, and is answered, and the key took the way of its row. What cannot be is data
/// with a reason, and stands in the README.
class ProtectedRowsTest {
    private static final List<Cell> OF_NO_USE =
            List.of(
                    new Cell(ReportProtection.oscore, false),
                    new Cell(ReportProtection.dtls, false));

    private static final int DEVICES = 2;

    @TempDir private Path folder;

    /// All rows under one protection.
    private record Cell(ReportProtection protection, boolean ciphered) {
        @Override
        public String toString() {
            return protection + (ciphered ? "" : " where nothing may be ciphered");
        }
    }

    private static Stream<Cell> all() {
        return Arrays.stream(ReportProtection.values())
                .flatMap(each -> Stream.of(new Cell(each, true), new Cell(each, false)));
    }

    static Stream<Cell> cells() {
        return all().filter(cell -> !OF_NO_USE.contains(cell));
    }

    private LabTable table(Cell cell) {
        return new LabTable(SolutionTable.all(), LabMme.bestow, DEVICES, folder, false)
                .reporting(cell.protection(), cell.ciphered());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyRowRunsUnder(Cell cell) throws Exception {
        var out = new StringWriter();
        try (Shutdown shutdown = Shutdown.onTermination("lab")) {
            table(cell).run(shutdown, new PrintWriter(out), true);
        }
        JsonNode rows = new ObjectMapper().readTree(out.toString());
        assertThat(rows)
                .extracting(row -> row.get("row").asText())
                .containsExactlyElementsOf(
                        SolutionTable.all().stream().map(Solution::name).toList())
                .contains("1A", "1E-D", "2", "11-kasme", "12", "2-eese", "1D-as");
        assertThat(rows)
                .allSatisfy(row -> {
                    assertThat(row.get("verdict").asText())
                            .as(row.toPrettyString())
                            .isEqualTo("ok");
                    assertThat(row.get("protection").asText())
                            .isEqualTo(cell.protection().toString());
                    assertThat(row.get("delivered").asInt()).isEqualTo(DEVICES);
                    assertThat(row.get("keysEqual").asInt()).isGreaterThanOrEqualTo(DEVICES);
                    assertThat(row.get("octetsUp").asInt()).isPositive();
                    assertThat(row.get("radioMessagesBeyond").asInt() > 0)
                            .isEqualTo(cell.protection().hasHandshake() || hasOwnRun(row));
                });
    }

    private static boolean hasOwnRun(JsonNode row) {
        Solution solution = SolutionTable.named(row.get("row").asText());
        return solution.agreement() == Agreement.OWN_RUN;
    }

    @ParameterizedTest
    @MethodSource("ofNoUse")
    void refusedWithItsReasonIs(Cell cell) {
        SecurityProtocol protocol = cell.protection().protocol();
        assertThatThrownBy(() -> table(cell))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(protocol.refusal())
                .hasMessageContaining(String.valueOf(protocol.noneInClear()));
    }

    static List<Cell> ofNoUse() {
        return OF_NO_USE;
    }

    @Test
    void theReadmeListsWhatIsOfNoUse() throws Exception {
        String readme = Files.readString(SourceTree.root().resolve("README.md"));
        for (ReportProtection each : ReportProtection.values()) {
            String why = each.protocol().noneInClear();
            String line = "| `%s` | %s |".formatted(each, why);
            assertThat(readme.contains(line)).as(line).isEqualTo(why != null);
        }
    }
}
