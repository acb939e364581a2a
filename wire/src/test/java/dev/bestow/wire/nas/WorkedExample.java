package dev.bestow.wire.nas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `vectors/nas_worked_example.json`. Reads just the JSON that file uses: flat objects of strings and
/// integers.
final class WorkedExample {
    private static final String TEXT = text();
    private static final Pattern ROW = Pattern.compile("\\{\\s*\"name\"[^{}]*}");

    private WorkedExample() {}

    static byte[] octets(String field) {
        return HexFormat.of().parseHex(value(TEXT, field));
    }

    static List<Row> rows() {
        List<Row> rows = ROW.matcher(TEXT).results().map(match -> new Row(match.group())).toList();
        if (rows.size() != 12) {
            throw new IllegalStateException("the worked example has 12 rows, not " + rows.size());
        }
        return rows;
    }

    static Row row(String name) {
        return rows().stream().filter(row -> row.name().startsWith(name)).findFirst().orElseThrow();
    }

    record Row(String json) {
        String name() {
            return value(json, "name");
        }

        boolean uplink() {
            return value(json, "direction").equals("uplink");
        }

        boolean holds(String field) {
            return json.contains("\"" + field + "\"");
        }

        byte[] octets(String field) {
            return HexFormat.of().parseHex(value(json, field));
        }

        int number(String field) {
            return Integer.parseInt(value(json, field));
        }

        @Override
        public String toString() {
            return name();
        }
    }

    private static String value(String json, String field) {
        Matcher matcher =
                Pattern.compile("\"" + field + "\"\\s*:\\s*(?:\"([^\"]*)\"|(\\d+))").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + field + " in " + json);
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static String text() {
        try (InputStream in =
                WorkedExample.class.getResourceAsStream("/vectors/nas_worked_example.json")) {
            byte[] octets = Objects.requireNonNull(in, "nas_worked_example.json").readAllBytes();
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
