package dev.bestow.cli.aka;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Names and values in the order they were put, for people or for the next program.
final class Printout {
    private final Map<String, String> values = new LinkedHashMap<>();

    /// Neither `name` nor `value` has a character that JSON would write in another way: they are hex and
    /// our own names.
    Printout put(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            out.println(
                    values.entrySet().stream()
                            .map(e -> "  \"" + e.getKey() + "\": \"" + e.getValue() + '"')
                            .collect(Collectors.joining(",\n", "{\n", "\n}")));
        } else {
            int width = values.keySet().stream().mapToInt(String::length).max().orElse(1);
            values.forEach((name, value) -> out.printf("%-" + width + "s  %s%n", name, value));
        }
        out.flush();
    }
}
