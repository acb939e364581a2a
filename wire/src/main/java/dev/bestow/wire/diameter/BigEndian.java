package dev.bestow.wire.diameter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Network byte order over a plain array, without a buffer object per read.
final class BigEndian {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static int int32(byte[] octets, int offset) {
        return (int) INT.get(octets, offset);
    }

    static long int64(byte[] octets, int offset) {
        return (long) LONG.get(octets, offset);
    }

    /// The low 24 bits of the word at `offset`: every length and command code sits behind one octet
    /// of something else.
    static int low24(byte[] octets, int offset) {
        return int32(octets, offset) & 0xff_ffff;
    }

    static void putInt32(byte[] octets, int offset, int value) {
        INT.set(octets, offset, value);
    }

    static void putInt64(byte[] octets, int offset, long value) {
        LONG.set(octets, offset, value);
    }

    /// Up to the next multiple of four: where the AVP after one of this length starts.
    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
