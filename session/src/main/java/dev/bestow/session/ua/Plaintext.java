package dev.bestow.session.ua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An application message in clear. Does not print what it says: what a device reports is its owner's
/// business and no log's.
public final class Plaintext {
    public static final Plaintext EMPTY = new Plaintext(new byte[0]);

    private final byte[] octets;

    private Plaintext(byte[] octets) {
        this.octets = octets;
    }

    public static Plaintext copyOf(byte[] octets) {
        return new Plaintext(octets.clone());
    }

    /// `length` octets of `source` from `offset` on.
    public static Plaintext copyOf(byte[] source, int offset, int length) {
        return new Plaintext(Arrays.copyOfRange(source, offset, offset + length));
    }

    /// The UTF-8 octets of `text`.
    public static Plaintext of(String text) {
        return new Plaintext(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return octets.length;
    }

    public void writeTo(byte[] target, int offset) {
        System.arraycopy(octets, 0, target, offset, octets.length);
    }

    public byte[] toArray() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plaintext that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "Plaintext(" + octets.length + " octets)";
    }
}
