package dev.bestow.cli.aka.check;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.network.config.HexKey;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One set of a vector file. A member that is missing or no hex is refused by its name.
final class VectorSet {
    private final String name;
    private final Map<?, ?> members;

    private VectorSet(String name, Map<?, ?> members) {
        this.name = name;
        this.members = members;
    }

    /// Named by its own `name`, `set` or `case`, else by its place in the file, from 1.
    static VectorSet of(int place, Object element) {
        if (!(element instanceof Map<?, ?> members)) {
            throw new InvalidValue("set " + place, "is no object");
        }
        String name =
                members.containsKey("name")
                        ? members.get("name").toString()
                        : Stream.of("set", "case")
                                .filter(members::containsKey)
                                .map(key -> key + " " + members.get(key))
                                .findFirst()
                                .orElse("set " + place);
        return new VectorSet(name, members);
    }

    String name() {
        return name;
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    String text(String member) {
        return value(member).toString();
    }

    int number(String member) {
        return whole(member, value(member));
    }

    /// The number `inner` in the object `member`.
    int number(String member, String inner) {
        return whole(member, value(member) instanceof Map<?, ?> object ? object.get(inner) : null);
    }

    private static int whole(String member, @Nullable Object value) {
        if (!(value instanceof Number number)) {
            throw new InvalidValue(member, "is no number");
        }
        return (int) number.longValue();
    }

    /// 32 bits in hex.
    int word(String member) {
        Octets octets = Octets.parseHex(member, text(member), Integer.BYTES);
        return ByteBuffer.wrap(octets.toArray()).getInt();
    }

    Octets octets(String member) {
        return Octets.parseHex(member, text(member));
    }

    List<Octets> octetsList(String member) {
        if (!(value(member) instanceof List<?> list)) {
            throw new InvalidValue(member, "is no list");
        }
        return list.stream().map(hex -> Octets.parseHex(member, String.valueOf(hex))).toList();
    }

    Secret key(String member) {
        return HexKey.parse(member, text(member));
    }

    private Object value(String member) {
        Object value = members.get(member);
        if (value == null) {
            throw new InvalidValue(member, "is missing");
        }
        return value;
    }
}
