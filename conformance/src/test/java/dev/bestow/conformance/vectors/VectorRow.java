package dev.bestow.conformance.vectors;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One object of a vector file. Its name is what a failing test prints.
public record VectorRow(String name, Map<String, Object> members) {
    /// The file `vectors/<name>.json` as one row.
    public static VectorRow file(String name) {
        try (InputStream in = VectorRow.class.getResourceAsStream("/vectors/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no vector file " + name);
            }
            return row(name, Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VectorRow row(String name, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(name + " is no object");
        }
        Map<String, Object> members = new java.util.LinkedHashMap<>();
        map.forEach((key, member) -> members.put((String) key, member));
        return new VectorRow(name, members);
    }

    /// The object `member`.
    public VectorRow member(String member) {
        return row(name + ": " + member, get(member));
    }

    /// The one object of the array `member` with this `name`.
    public VectorRow row(String member, String named) {
        return rows(member).stream()
                .filter(row -> row.text("name").equals(named))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + named + " in " + name));
    }

    /// The objects of the array `member`, named by their own `name`, `set` or `case`, or by their place.
    public List<VectorRow> rows(String member) {
        List<VectorRow> rows = new ArrayList<>();
        for (Object element : (List<?>) get(member)) {
            VectorRow row = row(name, element);
            rows.add(new VectorRow(name + ": " + row.ownName(rows.size() + 1), row.members()));
        }
        return rows;
    }

    private String ownName(int place) {
        if (has("name")) {
            return text("name");
        }
        return has("case") ? "case " + get("case") : "set " + (has("set") ? get("set") : place);
    }

    /// Whether it has this member.
    public boolean has(String member) {
        return members.containsKey(member);
    }

    /// A member that has to be there.
    public Object get(String member) {
        Object value = members.get(member);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no member " + member);
        }
        return value;
    }

    /// A member that is a string.
    public String text(String member) {
        return (String) get(member);
    }

    /// A member that is a number.
    public int number(String member) {
        return (int) (long) (Long) get(member);
    }

    /// A member that is 32 bits in hex.
    public int word(String member) {
        return Integer.parseUnsignedInt(text(member), 16);
    }

    /// A member that is hex.
    public Octets octets(String member) {
        return Octets.parseHex(member, text(member));
    }

    /// A member that is an array of hex.
    public List<Octets> octetsList(String member) {
        return ((List<?>) get(member))
                .stream().map(hex -> Octets.parseHex(member, (String) hex)).toList();
    }

    /// A member that is a key in hex.
    public Secret secret(String member) {
        return Secret.taking(octets(member).toArray());
    }

    @Override
    public String toString() {
        return name;
    }
}
