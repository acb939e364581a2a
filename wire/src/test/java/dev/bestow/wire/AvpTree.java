package dev.bestow.wire;

import dev.bestow.core.Octets;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.AvpType;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.ReadOverAvps;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.s6a.S6aAvps;
import dev.bestow.wire.t6a.T6aAvps;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// A message taken apart so that a test can bend it and put it together again with right lengths and
/// padding. Written apart from the codec on purpose: it is what the codec is measured with.
final class AvpTree {
    /// Every row of every registry.
    static final List<AvpDefinition> ROWS = rows();

    /// Null at the root, which is the message.
    final @Nullable AvpDefinition definition;

    /// Null in a leaf.
    final @Nullable List<AvpTree> children;

    private final int code;
    private final int vendorId;
    private int flags;
    byte[] data;

    private AvpTree(
            @Nullable AvpDefinition definition,
            int code,
            int vendorId,
            int flags,
            byte[] data,
            boolean group) {
        this.definition = definition;
        this.code = code;
        this.vendorId = vendorId;
        this.flags = flags;
        this.data = data;
        this.children = group ? new ArrayList<>() : null;
    }

    private static List<AvpDefinition> rows() {
        List<AvpDefinition> rows = new ArrayList<>(BaseAvps.ALL);
        rows.addAll(TgppAvps.ALL);
        rows.addAll(S6aAvps.ALL);
        rows.addAll(T6aAvps.ALL);
        rows.addAll(ReadOverAvps.ALL);
        rows.addAll(Spoken.BESTOW.all());
        return List.copyOf(rows);
    }

    static AvpTree of(DiameterMessage message) {
        byte[] octets = message.octets().toArray();
        AvpTree root =
                new AvpTree(
                        null, 0, 0, 0, Arrays.copyOf(octets, DiameterMessage.HEADER_OCTETS), true);
        root.parse(Arrays.copyOfRange(octets, DiameterMessage.HEADER_OCTETS, octets.length));
        return root;
    }

    static AvpTree leaf(int code, boolean mandatory) {
        return new AvpTree(
                null, code, 99_999, mandatory ? 0xc0 : 0x80, new byte[] {1, 2, 3}, false);
    }

    /// The shortest AVP of this row, whatever its type, with the M flag.
    static AvpTree mandatory(AvpDefinition row) {
        int flags = row.vendorId() == 0 ? 0x40 : 0xc0;
        byte[] data = new byte[row.type().leastOctets()];
        return new AvpTree(row, row.code(), row.vendorId(), flags, data, false);
    }

    private void parse(byte[] inside) {
        ByteBuffer in = ByteBuffer.wrap(inside);
        while (in.hasRemaining()) {
            int code = in.getInt();
            int word = in.getInt();
            int flags = word >>> 24;
            int header = (flags & 0x80) == 0 ? 8 : 12;
            int vendorId = header == 8 ? 0 : in.getInt();
            byte[] data = new byte[(word & 0xff_ffff) - header];
            in.get(data);
            in.position(Math.min(in.position() + (-data.length & 3), in.limit()));
            AvpDefinition definition =
                    ROWS.stream()
                            .filter(row -> row.code() == code && row.vendorId() == vendorId)
                            .findFirst()
                            .orElse(null);
            boolean group = definition != null && definition.type() == AvpType.GROUPED;
            AvpTree child = new AvpTree(definition, code, vendorId, flags, data, group);
            if (group) {
                child.parse(data);
            }
            inside().add(child);
        }
    }

    List<AvpTree> inside() {
        if (children == null) {
            throw new AssertionError(this + " is no group");
        }
        return children;
    }

    boolean isGroup() {
        return children != null;
    }

    int code() {
        return code;
    }

    boolean isMandatory() {
        return (flags & 0x40) != 0;
    }

    void setMandatory() {
        flags |= 0x40;
    }

    String name() {
        return definition == null ? Integer.toString(code) : definition.name();
    }

    /// The groups below, however deep.
    List<AvpTree> groups() {
        List<AvpTree> groups = new ArrayList<>();
        walk(each -> {
            if (each.isGroup() && each.definition != null) {
                groups.add(each);
            }
        });
        return groups;
    }

    /// This and everything below.
    void walk(Consumer<AvpTree> visitor) {
        visitor.accept(this);
        if (children != null) {
            children.forEach(child -> child.walk(visitor));
        }
    }

    /// The whole message, from its root.
    DiameterMessage message() {
        byte[] inside = encodeInside();
        ByteBuffer out = ByteBuffer.allocate(data.length + inside.length).put(data).put(inside);
        out.putInt(0, DiameterMessage.VERSION << 24 | out.capacity());
        return DiameterMessage.decode(out.array());
    }

    private byte[] encodeInside() {
        byte[] all = new byte[0];
        for (AvpTree child : inside()) {
            byte[] one = child.encode();
            int at = all.length;
            all = Arrays.copyOf(all, at + one.length);
            System.arraycopy(one, 0, all, at, one.length);
        }
        return all;
    }

    private byte[] encode() {
        byte[] value = isGroup() ? encodeInside() : data;
        int header = vendorId == 0 ? 8 : 12;
        ByteBuffer out = ByteBuffer.allocate(header + value.length + 3 & ~3);
        out.putInt(code).putInt(flags << 24 | header + value.length);
        if (vendorId != 0) {
            out.putInt(vendorId);
        }
        return out.put(value).array();
    }

    @Override
    public String toString() {
        return name() + (isGroup() ? "" : "=" + Octets.copyOf(data));
    }
}
