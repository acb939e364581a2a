package dev.bestow.core;

/// Randomness fit for keys and challenges, handed in. Thread-safe.
@FunctionalInterface
public interface Entropy {
    /// Fills all of `target`.
    void fill(byte[] target);

    /// One 32-bit word.
    default int nextInt() {
        byte[] octets = new byte[Integer.BYTES];
        fill(octets);
        return java.nio.ByteBuffer.wrap(octets).getInt();
    }
}
