package dev.bestow.network.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what the Javadoc of a configuration record says of the record and of its components.
final class ParameterTexts {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String COMMENT = "///";
    private static final String PARAMETER = "@param ";

    /// @param about the first paragraph
    /// @param parameters by name
    record Texts(String about, Map<String, String> parameters) {}

    private ParameterTexts() {}

    static Texts of(Class<?> type) {
        return in(source(type), type.getSimpleName());
    }

    private static List<String> source(Class<?> type) {
        Path file = SOURCES.resolve(type.getNestHost().getName().replace('.', '/') + ".java");
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The comment above the record of that name.
    static Texts in(List<String> source, String name) {
        Pattern declaration = Pattern.compile(".*\\brecord " + Pattern.quote(name) + "\\b.*");
        List<String> comment = new ArrayList<>();
        for (int at = 0; at < source.size(); at++) {
            if (declaration.matcher(source.get(at)).matches()) {
                for (int above = at - 1; above >= 0 && isAbove(source.get(above)); above--) {
                    if (source.get(above).strip().startsWith(COMMENT)) {
                        comment.add(source.get(above).strip().substring(COMMENT.length()).strip());
                    }
                }
            }
        }
        Collections.reverse(comment);
        return texts(comment);
    }

    private static boolean isAbove(String line) {
        return line.strip().startsWith(COMMENT) || line.strip().startsWith("@");
    }

    private static Texts texts(List<String> comment) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> about = new ArrayList<>();
        String open = "";
        boolean first = true;
        for (String line : comment) {
            if (line.startsWith(PARAMETER)) {
                String[] words = line.substring(PARAMETER.length()).split(" ", 2);
                open = words[0];
                parameters.put(open, words[1]);
            } else if (!open.isEmpty()) {
                parameters.merge(open, line, (before, more) -> (before + " " + more).strip());
            } else if (line.isEmpty()) {
                first = false;
            } else if (first) {
                about.add(line);
            }
        }
        return new Texts(String.join(" ", about), parameters);
    }
}
