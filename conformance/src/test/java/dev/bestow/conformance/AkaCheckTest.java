package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `bestow aka check` on every vector file of the project that holds keys and figures.
class AkaCheckTest {
    /// Messages, which other tests read.
    private static final Set<String> NO_SETS = Set.of("journey.json", "nas_worked_example.json");

    /// The last hex digit of a figure.
    private static final Pattern FIGURE =
            Pattern.compile(
                    "\"(?:f1|f5star_ak|topc|out|mac|output|keystream_head|emsk)\":"
                            + " \"[0-9a-f]*([0-9a-f])\"");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int check(List<Path> files) {
        List<String> arguments = new ArrayList<>(List.of("aka", "check"));
        files.forEach(file -> arguments.add(file.toString()));
        return Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments.toArray(String[]::new));
    }

    private static List<Path> files() throws IOException {
        Path folder = SourceTree.root().resolve("conformance/src/test/resources/vectors");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !NO_SETS.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyVectorFileGivesItsFigures() throws IOException {
        assertThat(files()).hasSizeGreaterThan(10);
        assertThat(check(files())).as(out.toString() + err).isZero();
        assertThat(out.toString())
                .contains(files().size() + " files, ", " 0 failed")
                .doesNotContain("expected");
    }

    @ParameterizedTest
    @MethodSource("files")
    void oneDigitThatDiffersIsFoundOut(Path file, @TempDir Path folder) throws IOException {
        String text = Files.readString(file);
        Matcher figure = FIGURE.matcher(text);
        assertThat(figure.find()).isTrue();
        String other = figure.group(1).equals("0") ? "1" : "0";
        Path broken = folder.resolve(file.getFileName());
        Files.writeString(
                broken, text.substring(0, figure.start(1)) + other + text.substring(figure.end(1)));
        assertThat(check(List.of(broken))).isEqualTo(1);
        assertThat(out.toString()).contains(broken + ": ", "expected ", " 1 failed");
    }
}
