package dev.bestow.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The flat rows of a vector file under `/vectors`. Reads just the JSON those files use: objects of
/// strings and integers.
final class VectorFile {
    private static final Pattern ROW = Pattern.compile("\\{\\s*\"set\"[^{}]*}");

    private VectorFile() {}

    static Stream<Row> rows(String name) {
        List<Row> rows =
                ROW.matcher(text(name)).results().map(match -> new Row(match.group())).toList();
        if (rows.isEmpty()) {
            throw new IllegalStateException(name + " holds no rows");
        }
        return rows.stream();
    }

    private static String text(String name) {
        try (InputStream in = VectorFile.class.getResourceAsStream("/vectors/" + name)) {
            byte[] octets = Objects.requireNonNull(in, name).readAllBytes();
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /// One row, named by its set in test reports.
    record Row(String json) {
        byte[] octets(String field) {
            return HexFormat.of().parseHex(value(field));
        }

        int number(String field) {
            return Integer.parseInt(value(field));
        }

        int word(String field) {
            return Integer.parseUnsignedInt(value(field), 16);
        }

        private String value(String field) {
            Matcher matcher =
                    Pattern.compile("\"" + field + "\"\\s*:\\s*\"?([^\",}\\s]*)").matcher(json);
            if (!matcher.find()) {
                throw new IllegalStateException("no " + field + " in " + json);
            }
            return matcher.group(1);
        }

        @Override
        public String toString() {
            return "set " + value("set");
        }
    }
}
