package dev.bestow.keystore.rocksdb;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keystore.StoreFailure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads what [RowWriter] wrote. A row that does not read is damage of the store and named as that,
/// with its table and never its octets.
final class RowReader {
    private static final int MAX_ITEMS = 1_024;

    private final Table table;
    private final byte[] octets;
    private int version;
    private int at;

    private RowReader(Table table, byte[] octets) {
        this.table = table;
        this.octets = octets;
    }

    /// Reads a whole row of the given layout version.
    static <T> T read(Table table, int version, byte[] octets, Function<RowReader, T> layout) {
        return read(table, version, version, octets, layout);
    }

    /// Reads a whole row of one of the layout versions from `oldest` to `newest`.
    static <T> T read(
            Table table, int oldest, int newest, byte[] octets, Function<RowReader, T> layout) {
        RowReader in = new RowReader(table, octets);
        int found = in.octet();
        in.version = found;
        if (found < oldest || found > newest) {
            throw new StoreFailure(
                    "a row of "
                            + table
                            + " has layout "
                            + found
                            + ", this version knows "
                            + newest);
        }
        T row;
        try {
            row = layout.apply(in);
        } catch (InvalidValue e) {
            throw new StoreFailure("a row of " + table + " is damaged", e);
        }
        if (in.at != octets.length) {
            throw in.damaged();
        }
        return row;
    }

    /// The version of the row's layout.
    int version() {
        return version;
    }

    int octet() {
        require(1);
        return octets[at++] & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw damaged();
    }

    int smallNumber() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw damaged();
        }
        return (int) value;
    }

    Octets fixed(int length) {
        require(length);
        Octets value = Octets.copyOf(octets, at, length);
        at += length;
        return value;
    }

    Octets variable() {
        return fixed(smallNumber());
    }

    String text() {
        int length = smallNumber();
        require(length);
        String value = new String(octets, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    /// A count, then as many items.
    <T> List<T> list(Function<RowReader, T> item) {
        int count = smallNumber();
        if (count > MAX_ITEMS) {
            throw damaged();
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item.apply(this));
        }
        return items;
    }

    StoreFailure damaged() {
        return damaged(table);
    }

    static StoreFailure damaged(Table table) {
        return new StoreFailure("a row of " + table + " is damaged");
    }

    private void require(int length) {
        if (length > octets.length - at) {
            throw damaged();
        }
    }
}
