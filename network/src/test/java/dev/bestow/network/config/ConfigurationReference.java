package dev.bestow.network.config;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes the reference of every node's configuration out of its records: keys and their order, what fills each, what
/// an absent one means, and the Javadoc. A record that several places share has a section of its own.
final class ConfigurationReference {
    private static final String HEAD =
            """
            # Configuration

            One YAML file configures one node; its key `node` says which (`hss`, `mme`, `scef`, `emks`, `hse`, `as` or
            `ue`). A key that is not listed here is refused with its line and the nearest key there is. Paths are
            relative to the file. `bestow config example NODE` prints a file to start from, `bestow config check FILE`
            says what is wrong with one.

            Written by `ConfigurationReferenceTest` out of the records in
            [network/config](network/src/main/java/dev/bestow/network/config); change it there, then
            `./mvnw -pl network -am test -Dtest=ConfigurationReferenceTest -Dconfiguration.write=true`.
            """;

    private final Scalars scalars = new Scalars(ConfigFile.parse(Path.of("x.yaml"), "node: hss"));
    private final Map<Class<?>, Integer> uses = new LinkedHashMap<>();
    private final Deque<Class<?>> sections = new ArrayDeque<>();
    private final List<String> missing = new ArrayList<>();

    /// The whole document.
    String document() {
        for (NodeConfig.Node node : NodeConfig.Node.values()) {
            count(node.section());
        }
        StringBuilder text = new StringBuilder(HEAD);
        for (NodeConfig.Node node : NodeConfig.Node.values()) {
            section(text, "node: " + node, node.section());
        }
        uses.entrySet().stream()
                .filter(use -> use.getValue() > 1)
                .map(Map.Entry::getKey)
                .forEach(sections::add);
        for (Class<?> shared : sections) {
            section(text, name(shared), shared);
        }
        return text.toString();
    }

    /// Components without a word about them.
    List<String> missing() {
        return List.copyOf(missing);
    }

    private void count(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> filled = filledBy(component);
            if (isSection(filled) && uses.merge(filled, 1, Integer::sum) == 1) {
                count(filled);
            }
        }
    }

    private void section(StringBuilder text, String title, Class<?> type) {
        text.append("\n## ").append(title).append("\n\n");
        text.append(ParameterTexts.of(type).about()).append("\n\n");
        text.append("| key | value | when absent | |\n|---|---|---|---|\n");
        rows(text, "", type);
    }

    private void rows(StringBuilder text, String path, Class<?> type) {
        Map<String, String> words = ParameterTexts.of(type).parameters();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = path + component.getName();
            Class<?> filled = filledBy(component);
            boolean many = component.getType() == List.class;
            String about = words.getOrDefault(component.getName(), aboutOf(filled));
            if (about.isEmpty()) {
                missing.add(type.getSimpleName() + "." + component.getName());
            }
            text.append(
                    "| `%s` | %s | %s | %s |%n"
                            .formatted(
                                    key + (many ? "[]" : ""),
                                    value(filled),
                                    absent(component),
                                    about.replace("|", "\\|"))
                            .replace("\r", ""));
            if (isSection(filled) && uses.getOrDefault(filled, 0) == 1) {
                rows(text, key + (many ? "[]." : "."), filled);
            }
        }
    }

    private String aboutOf(Class<?> filled) {
        return isSection(filled) ? ParameterTexts.of(filled).about() : "";
    }

    private String value(Class<?> type) {
        if (isSection(type)) {
            Shorthand shorthand = type.getAnnotation(Shorthand.class);
            String keys =
                    uses.getOrDefault(type, 0) > 1
                            ? "[%s](#%s)".formatted(name(type), anchor(name(type)))
                            : "keys";
            return shorthand == null ? keys : keys + ", or its `" + shorthand.value() + "` alone";
        }
        return scalars.name(type).replaceAll("^one of \\[(.*)]$", "$1");
    }

    private String absent(RecordComponent component) {
        Default otherwise = component.getAnnotation(Default.class);
        if (otherwise != null) {
            return otherwise.value().isEmpty() ? "its defaults" : "`" + otherwise.value() + "`";
        }
        if (component.getType() == List.class) {
            return "none";
        }
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                ? "optional"
                : "**required**";
    }

    private boolean isSection(Class<?> type) {
        return type.isRecord() && !scalars.knows(type);
    }

    private static Class<?> filledBy(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : component.getType();
    }

    /// `DiameterSection` is called `diameter`, `Tls` `tls`.
    private static String name(Class<?> type) {
        String words =
                type.getSimpleName()
                        .replaceFirst("Section$", "")
                        .replaceAll("([a-z])([A-Z])", "$1 $2");
        return words.toLowerCase(Locale.ROOT);
    }

    private static String anchor(String title) {
        return title.replace(' ', '-');
    }
}
