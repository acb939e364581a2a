package dev.bestow.network.config;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// In what two configurations of one kind differ, by the keys an operator writes: `diameter.peers`, `policy.solution`.
/// A list is one key. A default that is written out is no difference.
public final class Differences {
    private Differences() {}

    /// The keys whose values differ, in the order of the file.
    public static List<String> between(Record before, Record after) {
        if (!before.getClass().equals(after.getClass())) {
            throw new IllegalArgumentException(
                    before.getClass() + " and " + after.getClass() + " have no keys in common");
        }
        List<String> keys = new ArrayList<>();
        collect(before, after, "", keys);
        return keys;
    }

    private static void collect(Record before, Record after, String path, List<String> keys) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            Object one = value(component, before);
            Object other = value(component, after);
            String key = path.isEmpty() ? component.getName() : path + "." + component.getName();
            if (Objects.equals(one, other)) {
                continue;
            }
            if (one instanceof Record left && other instanceof Record right && hasKeys(left)) {
                collect(left, right, key, keys);
            } else {
                keys.add(key);
            }
        }
    }

    /// An address or a solution is a record, and one word in a file.
    private static boolean hasKeys(Record section) {
        return section.getClass().getPackage().equals(Differences.class.getPackage())
                && !(section instanceof Endpoint)
                && !(section instanceof UsualRow);
    }

    private static @Nullable Object value(RecordComponent component, Record section) {
        try {
            return component.getAccessor().invoke(section);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(section.getClass() + " is no public record", e);
        }
    }
}
