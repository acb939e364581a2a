package dev.bestow.cli.aka.derived;

import dev.bestow.core.Octets;

import java.nio.charset.StandardCharsets;

/// A parameter of the KDF: an input, or octets that are always the same.
sealed interface Parameter permits Input, Parameter.Constant {
    /// As the table shows it.
    String shown();

    /// A label or a type distinguisher.
    record Constant(String shown, Octets octets) implements Parameter {}

    /// A string, octet by octet.
    static Constant label(String text) {
        return new Constant(
                '"' + text + '"', Octets.copyOf(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /// One octet.
    static Constant octet(int value) {
        Octets octets = Octets.copyOf(new byte[] {(byte) value});
        return new Constant(octets.hex(), octets);
    }
}
