package dev.bestow.core;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/// The only owner of key octets. Never prints, compares in constant time, has a constant hash code
/// and is wiped by [#close]. Wiping shortens exposure; it promises nothing against copies the
/// garbage collector made before.
///
/// Thread-safe: readers and [#close] exclude each other.
public final class Secret implements AutoCloseable {
    /// Counted for tests only: with `-Dbestow.countSecrets=true`, else null and free of charge.
    private static final @Nullable LongAdder LIVE =
            Boolean.getBoolean("bestow.countSecrets") ? new LongAdder() : null;

    private final byte[] octets;
    private boolean closed;

    private Secret(byte[] octets) {
        this.octets = octets;
        if (LIVE != null) {
            LIVE.increment();
        }
    }

    /// How many were made and not closed, those that nobody holds any more among them.
    public static long live() {
        if (LIVE == null) {
            throw new IllegalStateException("not counted without -Dbestow.countSecrets=true");
        }
        return LIVE.sum();
    }

    /// Takes the octets over: copies `source` and zeroes it.
    public static Secret taking(byte[] source) {
        Secret secret = new Secret(source.clone());
        Arrays.fill(source, (byte) 0);
        return secret;
    }

    /// Takes `length` octets of `source` from `offset` over and zeroes them there.
    public static Secret taking(byte[] source, int offset, int length) {
        Secret secret = new Secret(Arrays.copyOfRange(source, offset, offset + length));
        Arrays.fill(source, offset, offset + length, (byte) 0);
        return secret;
    }

    /// Lends the octets to `reader`. The array is the secret itself: the reader must neither keep
    /// nor change it, nor return it.
    public synchronized <T> T use(Function<byte[], T> reader) {
        requireOpen();
        return reader.apply(octets);
    }

    /// Writes the octets to `target`, which then holds a secret too.
    public synchronized void writeTo(ByteBuffer target) {
        requireOpen();
        target.put(octets);
    }

    /// An independent copy with its own life, for an owner that closes its own.
    public synchronized Secret copy() {
        requireOpen();
        return new Secret(octets.clone());
    }

    /// Length in octets; known even after [#close].
    public int length() {
        return octets.length;
    }

    /// Zeroes the octets. Every later use is a programming error and says so.
    @Override
    public synchronized void close() {
        if (LIVE != null && !closed) {
            LIVE.decrement();
        }
        Arrays.fill(octets, (byte) 0);
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("secret used after close");
        }
    }

    /// Constant-time in the content; a closed secret equals nothing but itself.
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Secret that)) {
            return false;
        }
        byte[] theirs = that.snapshot();
        byte[] ours = snapshot();
        boolean equal = MessageDigest.isEqual(ours, theirs) && ours.length == octets.length;
        Arrays.fill(theirs, (byte) 0);
        Arrays.fill(ours, (byte) 0);
        return equal;
    }

    /// A copy, or an array of no octets once closed (which no open secret equals).
    private synchronized byte[] snapshot() {
        return closed ? new byte[0] : octets.clone();
    }

    /// Constant, so that no table or log leaks a function of the key.
    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "Secret(" + octets.length + " octets)";
    }
}
