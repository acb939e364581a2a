package dev.bestow.conformance.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.conformance.protection.Lives.Memory;
import dev.bestow.conformance.protection.Lives.Stuck;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Ends device and endpoint at every step of every form of Ua native, OSCORE and ESP, with generators that are stuck on
/// either side and with what a device may have left afterwards, and compares every (key, nonce) that a cipher was used
/// with, at both ends. What uses a MAC without a nonce (Ua native without ciphering) has none to repeat. DTLS is
/// Scandium's own; DtlsRecordsTest in its module looks at what its nonces are made of, in a capture.
///
/// One case is left, and the table shows it beside what is planted: a device whose generator is stuck and whose file
/// was put back from an older copy.
class NoncesTest {
    private static List<Row> table = List.of();

    /// @param repeated cells of it in which a pair had two texts
    /// @param never steps at which the power was never cut
    private record Row(
            Form form,
            Memory memory,
            Stuck stuck,
            int pairs,
            Set<String> algorithms,
            int cuts,
            int repeated,
            String never) {
        static Row parse(String line) {
            String[] of = line.split("\t", -1);
            return new Row(
                    Form.valueOf(of[0]),
                    Memory.valueOf(of[1]),
                    Stuck.valueOf(of[2]),
                    Integer.parseInt(of[3]),
                    of[4].isEmpty() ? Set.of() : Set.of(of[4].split(",")),
                    Integer.parseInt(of[5]),
                    Integer.parseInt(of[6]),
                    of[7]);
        }

        /// The same message under the same key with the same count, and nothing else to tell two lives apart.
        boolean repeatsItself() {
            boolean forgets = memory == Memory.OLDER_COPY || memory == Memory.KEY_WITHOUT_COUNTS;
            return forgets && stuck.isOfDevice();
        }
    }

    /// In a process of its own: the product keeps the ciphers it has.
    @BeforeAll
    static void lived() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-ea",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                NonceTable.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (InputStream out = process.getInputStream()) {
            table =
                    new String(out.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(Row::parse)
                            .toList();
        }
        assertThat(process.waitFor()).isZero();
        assertThat(table)
                .hasSize(Form.values().length * Memory.values().length * Stuck.values().length);
    }

    private static List<Row> rows(Form form) {
        return table.stream().filter(row -> row.form() == form).toList();
    }

    @ParameterizedTest
    @EnumSource
    void noKeyMeetsANonceTwice(Form form) {
        assertThat(rows(form))
                .filteredOn(row -> !row.repeatsItself())
                .hasSize(12)
                .allSatisfy(row -> {
                    assertThat(row.repeated()).isZero();
                    assertThat(row.cuts()).isGreaterThan(40);
                    if (!form.algorithms().isEmpty()) {
                        assertThat(row.pairs()).isGreaterThan(300);
                    }
                });
    }

    /// Else nothing above would say anything.
    @ParameterizedTest
    @EnumSource(names = "UA_COMPACT_IN_CLEAR", mode = EnumSource.Mode.EXCLUDE)
    void aRepeatedPairIsFound(Form form) {
        assertThat(rows(form))
                .filteredOn(Row::repeatsItself)
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.repeated()).isPositive());
    }

    @ParameterizedTest
    @EnumSource
    void everyCipherIsSeenAndEveryStepCut(Form form) {
        boolean keepsAnswers = !form.name().startsWith("ESP");
        assertThat(rows(form))
                .allSatisfy(row -> assertThat(row.algorithms()).isEqualTo(form.algorithms()))
                .filteredOn(row -> row.memory() == Memory.FILE)
                .hasSize(Stuck.values().length)
                .allSatisfy(row ->
                        assertThat(row.never())
                                .isEqualTo(
                                        keepsAnswers
                                                ? "[]"
                                                : Arrays.toString(
                                                        new Step[] {
                                                            Step.BEFORE_THE_ANSWER_IS_KEPT
                                                        })));
    }
}
