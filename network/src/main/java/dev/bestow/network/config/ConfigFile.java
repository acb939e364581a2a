package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One YAML file and how its mistakes are reported.
public final class ConfigFile {
    private final Path file;
    private final Node root;

    private ConfigFile(Path file, Node root) {
        this.file = file;
        this.root = root;
    }

    /// Reads `file` whole and refuses what is no YAML.
    public static ConfigFile read(Path file) {
        return parse(file, text(file));
    }

    /// As [#read], from text that is in hand; `file` is used in messages and to resolve paths.
    public static ConfigFile parse(Path file, String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(yaml);
            return new ConfigFile(
                    file, root.orElseThrow(() -> new InvalidValue(file.toString(), "is empty")));
        } catch (MarkedYamlEngineException e) {
            String place = file + e.getProblemMark().map(ConfigFile::position).orElse("");
            throw new InvalidValue(place, "is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new InvalidValue(file.toString(), "is no YAML: " + e.getMessage());
        }
    }

    /// Binds the whole file to `type`; see [Binder] for the rules.
    public <R extends Record> R bind(Class<R> type) {
        return type.cast(new Binder(this).bind(root, type, ""));
    }

    /// As [#bind], with `key` left out.
    <R extends Record> R bindWithout(String key, Class<R> type) {
        return type.cast(new Binder(this).bindWithout(key, root, type));
    }

    /// The value of one key at the top.
    <T> T scalar(String key, Class<T> type) {
        @Nullable Node found = null;
        List<NodeTuple> tuples =
                root instanceof MappingNode mapping ? mapping.getValue() : List.of();
        for (NodeTuple tuple : tuples) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                if (found != null) {
                    throw refused(name, key, "stands here twice");
                }
                found = tuple.getValueNode();
            }
        }
        if (found == null) {
            throw refused(root, key, "is missing");
        }
        return type.cast(new Binder(this).bind(found, type, key));
    }

    /// The whole file as names and the text after them; a number keeps its leading zeros. Values are
    /// never quoted in a refusal, as they may be keys.
    public Map<String, String> entries() {
        if (!(root instanceof MappingNode mapping)) {
            throw refused(root, "", "needs names, a colon after each, and values");
        }
        Map<String, String> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)
                    || !(tuple.getValueNode() instanceof ScalarNode value)) {
                throw refused(
                        tuple.getKeyNode(), "", "needs one name and one value, nothing below");
            }
            if (entries.put(name.getValue(), value.getValue()) != null) {
                throw refused(name, name.getValue(), "stands here twice");
            }
        }
        return entries;
    }

    /// The whole file as maps, lists, strings, numbers and truth values.
    public Object contents() {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        try {
            return new StandardConstructor(settings).constructSingleDocument(Optional.of(root));
        } catch (YamlEngineException e) {
            throw new InvalidValue(file.toString(), "is no YAML: " + e.getMessage());
        }
    }

    /// The file itself.
    public Path path() {
        return file;
    }

    /// A relative path in a configuration starts at the folder the configuration lies in.
    Path resolve(String path) {
        return file.resolveSibling(path).normalize();
    }

    /// `hss.yaml:7:3: diameter.listen: is written …`
    InvalidValue refused(Node node, String path, String reason) {
        String place = file + node.getStartMark().map(ConfigFile::position).orElse("");
        return new InvalidValue(path.isEmpty() ? place : place + ": " + path, reason);
    }

    private static String position(Mark mark) {
        return ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new InvalidValue(file.toString(), "does not exist");
        } catch (CharacterCodingException e) {
            throw new InvalidValue(file.toString(), "is not UTF-8");
        } catch (IOException e) {
            throw new InvalidValue(file.toString(), "cannot be read: " + Reason.of(e));
        }
    }
}
