package dev.bestow.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the paragraphs that start `Deviation:` out of `///` comments.
final class Deviations {
    private static final String MARK = "Deviation:";

    private Deviations() {}

    /// The document for the whole product: a section per file that deviates, a bullet per
    /// deviation, in the order of the tree.
    static String document() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Deviations

                        Where Bestow does other than the documents it implements, or had to choose
                        between them. Written by `DeviationsTest` out of the Javadoc of the product;
                        change it there, then
                        `./mvnw -pl conformance -am test -Dtest=DeviationsTest -Ddeviations.write=true`.
                        """);
        for (Path file : SourceTree.javaFiles()) {
            if (SourceTree.isProduct(file)) {
                List<String> found = in(SourceTree.read(file));
                if (!found.isEmpty()) {
                    text.append("\n## ").append(heading(file)).append('\n');
                    found.forEach(one -> text.append("- ").append(one).append('\n'));
                }
            }
        }
        return text.toString();
    }

    /// The deviations of one file, each as one line.
    static List<String> in(String source) {
        List<String> found = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : source.lines().toList()) {
            String stripped = line.strip();
            String words = stripped.startsWith("///") ? stripped.substring(3).strip() : "";
            boolean starts = words.startsWith(MARK);
            if (words.isEmpty() || starts) {
                close(open, found);
            }
            if (starts) {
                open.append(sentence(words.substring(MARK.length()).strip()));
            } else if (!open.isEmpty()) {
                open.append(' ').append(words);
            }
        }
        close(open, found);
        return found;
    }

    private static void close(StringBuilder open, List<String> found) {
        if (!open.isEmpty()) {
            found.add(open.toString());
            open.setLength(0);
        }
    }

    private static String sentence(String words) {
        return words.isEmpty()
                ? "?"
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// `wire/src/main/java/dev/bestow/wire/s6t/KeyPush.java` becomes `wire.s6t.KeyPush`.
    private static String heading(Path file) {
        return SourceTree.name(file)
                .replaceFirst("^.*src/main/java/(dev/bestow/)?", "")
                .replaceFirst("\\.java$", "")
                .replace('/', '.');
    }
}
