package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.FormatterException;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Every .java file looks as [Format] writes it, so nobody argues about layout.
class FormatTest {
    @Test
    void everyFileIsFormatted() throws FormatterException {
        List<String> misformatted = new ArrayList<>();
        List<Path> files = SourceTree.javaFiles();
        for (Path file : files) {
            String source = SourceTree.read(file);
            if (!Format.format(source).equals(source)) {
                misformatted.add(SourceTree.name(file));
            }
        }
        assertThat(files).as("the tree").hasSizeGreaterThan(20);
        assertThat(misformatted).as("to format them: ./mvnw -N -Pformat validate").isEmpty();
    }

    @Test
    void markdownCommentsKeepTheirDrawings() throws FormatterException {
        String source =
                """
                /// A drawing.
                ///
                /// ```
                /// |  0  |     1     |
                /// ```
                record Drawn(int a) {}
                """;
        assertThat(Format.format(source)).isEqualTo(source);
    }

    /// One planted violation: the rule bites.
    @Test
    void aCrampedRecordIsNotFormatted() throws FormatterException {
        String source = "record Drawn(int a){}\n";
        assertThat(Format.format(source)).isEqualTo("record Drawn(int a) {}\n");
    }
}
