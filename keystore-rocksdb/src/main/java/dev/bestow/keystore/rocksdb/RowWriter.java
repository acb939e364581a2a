package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Octets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Compact row values. The first octet is the version of the row's layout; numbers take 7 bits per
/// octet, low bits first; octets and texts come after their length.
final class RowWriter {
    private byte[] octets = new byte[128];
    private int length;

    RowWriter(int version) {
        octet(version);
    }

    RowWriter octet(int value) {
        reserve(1);
        octets[length++] = (byte) value;
        return this;
    }

    /// Of any sign; negative ones take ten octets.
    RowWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octet(((int) rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return octet((int) rest);
    }

    RowWriter fixed(Octets value) {
        reserve(value.length());
        value.writeTo(octets, length);
        length += value.length();
        return this;
    }

    RowWriter variable(Octets value) {
        return number(value.length()).fixed(value);
    }

    RowWriter text(String value) {
        return variable(Octets.copyOf(value.getBytes(StandardCharsets.UTF_8)));
    }

    byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }

    private void reserve(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }
}
