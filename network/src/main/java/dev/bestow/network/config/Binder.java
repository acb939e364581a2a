package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes records out of YAML, strictly: a mapping fills a record whose components are the keys, a
/// sequence a `List`, a scalar whatever [Scalars] knows, or the one component a [Shorthand] names.
/// A key may be absent only when its component is `@Nullable`, a `List` (then empty) or has a
/// [Default], that of a record being one with no keys; an unknown key is refused with the keys known there and the
/// nearest of them.
final class Binder {
    private final ConfigFile file;
    private final Scalars scalars;

    Binder(ConfigFile file) {
        this.file = file;
        this.scalars = new Scalars(file);
    }

    /// `path` is where `node` hangs, as operators write it: `diameter.peers[1]`.
    Object bind(Node node, Class<?> type, String path) {
        if (type.isRecord() && !scalars.knows(type)) {
            return record(node, type, path);
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw file.refused(node, path, "is " + kind(node) + ", needs " + scalars.name(type));
        }
        return scalar(scalar, type, path);
    }

    /// The top of a file, of which somebody else has read `key`.
    Object bindWithout(String key, Node root, Class<?> type) {
        if (!(root instanceof MappingNode mapping)) {
            return bind(root, type, "");
        }
        List<NodeTuple> rest =
                mapping.getValue().stream()
                        .filter(tuple ->
                                !(tuple.getKeyNode() instanceof ScalarNode name
                                        && name.getValue().equals(key)))
                        .toList();
        return bind(
                new MappingNode(
                        mapping.getTag(),
                        true,
                        rest,
                        mapping.getFlowStyle(),
                        mapping.getStartMark(),
                        mapping.getEndMark()),
                type,
                "");
    }

    private Object scalar(ScalarNode scalar, Class<?> type, String path) {
        try {
            return scalars.parse(scalar.getValue(), type);
        } catch (InvalidValue e) {
            throw file.refused(scalar, path, e.reason());
        }
    }

    private Object record(Node node, Class<?> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Shorthand shorthand = type.getAnnotation(Shorthand.class);
        Map<String, Node> values;
        if (node instanceof MappingNode mapping) {
            values = values(mapping, type, path);
        } else if (node instanceof ScalarNode && shorthand != null) {
            values = Map.of(shorthand.value(), node);
        } else {
            throw file.refused(
                    node, path, "is " + kind(node) + ", needs keys: " + keys(components));
        }
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String key = components[i].getName();
            Node value = values.get(key);
            arguments[i] =
                    value == null
                            ? absent(components[i], node, path)
                            : present(value, components[i].getAnnotatedType(), below(path, key));
        }
        return create(type, arguments, node, path);
    }

    private Map<String, Node> values(MappingNode mapping, Class<?> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : kind(keyNode);
            if (!known.contains(key)) {
                throw file.refused(
                        keyNode,
                        below(path, key),
                        "is no key; known here: " + keys(components) + Nearest.hint(key, known));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw file.refused(keyNode, below(path, key), "stands here twice");
            }
        }
        // `listen:` with nothing after it is what an absent key looks like half-way through
        // editing.
        values.values().removeIf(value -> value.getTag().equals(Tag.NULL));
        return values;
    }

    private Object present(Node value, AnnotatedType type, String path) {
        if (type.getType() instanceof Class<?> single) {
            return bind(value, single, path);
        }
        Class<?> element = elementOf(type);
        if (!(value instanceof SequenceNode sequence)) {
            throw file.refused(value, path, "is " + kind(value) + ", needs a list");
        }
        List<Object> elements = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            elements.add(bind(node, element, path + "[" + elements.size() + "]"));
        }
        return List.copyOf(elements);
    }

    private @Nullable Object absent(RecordComponent component, Node node, String path) {
        Default otherwise = component.getAnnotation(Default.class);
        if (otherwise != null
                && component.getType().isRecord()
                && !scalars.knows(component.getType())) {
            return record(
                    new MappingNode(
                            Tag.MAP,
                            true,
                            List.of(),
                            FlowStyle.FLOW,
                            node.getStartMark(),
                            node.getEndMark()),
                    component.getType(),
                    below(path, component.getName()));
        }
        if (otherwise != null) {
            return scalars.parse(otherwise.value(), component.getType());
        }
        if (component.getType() == List.class) {
            return List.of();
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        throw file.refused(node, below(path, component.getName()), "is missing");
    }

    private Object create(Class<?> type, @Nullable Object[] arguments, Node node, String path) {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidValue refused) {
                throw file.refused(node, below(path, refused.field()), refused.reason());
            }
            throw new IllegalStateException(type + " does not take its values", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no public record", e);
        }
    }

    private static Class<?> elementOf(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType list
                && list.getAnnotatedActualTypeArguments()[0].getType()
                        instanceof Class<?> element) {
            return element;
        }
        throw new IllegalStateException(
                "a configuration holds scalars, records and lists: " + type);
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String keys(RecordComponent[] components) {
        return String.join(", ", Arrays.stream(components).map(RecordComponent::getName).toList());
    }

    private static String kind(Node node) {
        return switch (Objects.requireNonNull(node.getNodeType())) {
            case MAPPING -> "a mapping";
            case SEQUENCE -> "a list";
            case SCALAR -> "a scalar";
            case ANCHOR -> "an alias";
        };
    }
}
