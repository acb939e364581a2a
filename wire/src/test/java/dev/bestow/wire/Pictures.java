package dev.bestow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the grammars that codecs draw in their Javadoc; the notation is told at
/// [dev.bestow.wire.diameter.CommandCodec].
final class Pictures {
    private static final Path SOURCES = Path.of("src/main/java/dev/bestow/wire");
    private static final Pattern RULE =
            Pattern.compile("([A-Za-z0-9-]+) := (.*?)(?=[A-Za-z0-9-]+ := |$)");
    private static final Pattern SLOT = Pattern.compile("(\\*?)([<{\\[])([A-Za-z0-9-]+)[>}\\]]");

    /// @param kind `<`, `{` or `[`
    record Slot(String name, boolean repeats, char kind) {
        boolean isRequired() {
            return kind != '[' && !repeats;
        }
    }

    private Pictures() {}

    /// The rules of the fenced blocks of these sources, by what they define.
    static Map<String, List<Slot>> of(List<String> sources) {
        List<String> all = new ArrayList<>(sources);
        all.add("diameter/CommandCodec");
        Map<String, List<Slot>> rules = new LinkedHashMap<>();
        for (String source : all) {
            for (String block : fencedBlocks(SOURCES.resolve(source + ".java"))) {
                Matcher rule = RULE.matcher(block);
                while (rule.find()) {
                    rules.put(rule.group(1), slots(rule.group(2)));
                }
            }
        }
        return rules;
    }

    private static List<String> fencedBlocks(Path source) {
        try {
            StringBuilder doc = new StringBuilder();
            for (String line : Files.readAllLines(source)) {
                if (line.strip().startsWith("///")) {
                    doc.append(line.strip().substring(3).strip()).append(' ');
                }
            }
            String[] parts = doc.toString().split("```", -1);
            List<String> blocks = new ArrayList<>();
            for (int i = 1; i < parts.length; i += 2) {
                blocks.add(parts[i].strip());
            }
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Slot> slots(String text) {
        List<Slot> slots = new ArrayList<>();
        Matcher slot = SLOT.matcher(text);
        while (slot.find()) {
            slots.add(new Slot(slot.group(3), slot.group(1).equals("*"), slot.group(2).charAt(0)));
        }
        return slots;
    }

    static List<Slot> pictureOf(Map<String, List<Slot>> pictures, String name) {
        List<Slot> picture = pictures.get(name);
        assertThat(picture).as("a picture of " + name).isNotNull();
        return picture == null ? List.of() : picture;
    }
}
