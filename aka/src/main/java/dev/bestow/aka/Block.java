package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// 128 bits as two words, most significant first: what AES takes in and gives out. A public constant
/// prints like any record; blocks that depend on a key never leave [MilenageFunctions].
public record Block(long high, long low) {
    public static final int OCTETS = 16;
    public static final Block ZERO = new Block(0, 0);

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    static Block read(byte[] source, int offset) {
        return new Block(
                (long) WORD.get(source, offset), (long) WORD.get(source, offset + Long.BYTES));
    }

    static Block of(Octets octets) {
        return read(octets.toArray(), 0);
    }

    /// 1 to 32 hex digits.
    static Block parse(String hex) {
        if (hex.isEmpty() || hex.length() > 2 * OCTETS) {
            throw new InvalidValue("MILENAGE c", "needs 1 to 32 hex digits");
        }
        String full = "0".repeat(2 * OCTETS - hex.length()) + hex;
        return of(Octets.parseHex("MILENAGE c", full));
    }

    /// As few hex digits as it takes.
    String hex() {
        return high == 0
                ? Long.toHexString(low)
                : Long.toHexString(high) + HexFormat.of().toHexDigits(low);
    }

    void writeTo(byte[] target, int offset) {
        WORD.set(target, offset, high);
        WORD.set(target, offset + Long.BYTES, low);
    }

    Block xor(Block other) {
        return new Block(high ^ other.high, low ^ other.low);
    }

    /// Towards the most significant bit, cyclically, by 0 to 127 bits.
    Block rotateLeft(int bits) {
        long h = bits < Long.SIZE ? high : low;
        long l = bits < Long.SIZE ? low : high;
        int by = bits % Long.SIZE;
        // Shifting a long by 64 shifts it by nothing, so 0 is a case of its own.
        return by == 0 ? new Block(h, l) : new Block(h << by | l >>> -by, l << by | h >>> -by);
    }

    int parity() {
        return Long.bitCount(high ^ low) & 1;
    }
}
