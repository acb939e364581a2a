package dev.bestow.core;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// An immutable run of octets that anybody may see: RAND, AUTN, a GUTI on the wire. Prints as
/// lower-case hex. Key octets go into a [Secret] instead.
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    public static Octets copyOf(byte[] source) {
        return new Octets(source.clone());
    }

    public static Octets copyOf(byte[] source, int offset, int length) {
        return new Octets(Arrays.copyOfRange(source, offset, offset + length));
    }

    /// Hex of either case, without separators; `field` is named when it is not.
    public static Octets parseHex(String field, String hex) {
        try {
            return new Octets(HEX.parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new InvalidValue(field, "is not an even number of hex digits");
        }
    }

    /// As [#parseHex(String, String)], of exactly `length` octets.
    public static Octets parseHex(String field, String hex, int length) {
        if (hex.length() != 2 * length) {
            throw new InvalidValue(
                    field, "has " + hex.length() + " hex digits, needs " + 2 * length);
        }
        return parseHex(field, hex);
    }

    public int length() {
        return octets.length;
    }

    /// The octet at `index`, 0 to 255.
    public int at(int index) {
        return octets[index] & 0xff;
    }

    public Octets slice(int from, int length) {
        return copyOf(octets, from, length);
    }

    public byte[] toArray() {
        return octets.clone();
    }

    public void writeTo(ByteBuffer target) {
        target.put(octets);
    }

    public void writeTo(byte[] target, int offset) {
        System.arraycopy(octets, 0, target, offset, octets.length);
    }

    public String hex() {
        return HEX.formatHex(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return hex();
    }
}
