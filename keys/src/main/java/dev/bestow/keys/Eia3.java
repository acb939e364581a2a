package dev.bestow.keys;

import dev.bestow.core.Octets;

import java.nio.ByteBuffer;

/// 128-EIA3, integrity by ZUC (TS 33.401 clause B.2.4, TS 35.221 clause 4). The initial value is
///
/// ```
/// COUNT 32 bits | BEARER 5 | zero 27 | the same again
/// ```
///
/// with DIRECTION added to the first bits of octets 8 and 14. The MAC is the sum of the 32 bits of
/// keystream that start at each bit of the message that is one, of those that start where the message
/// ends, and of the last word. Bouncy Castle's `Zuc128Mac` takes whole octets only. Thread-safe.
public final class Eia3 {
    /// The number of this algorithm, as algorithm type distinguishers and NAS carry it.
    public static final int IDENTITY = 3;

    /// Length of the MAC in octets.
    public static final int MAC_OCTETS = 4;

    private Eia3() {}

    /// The MAC over all of `message`, at most 8188 octets.
    public static byte[] mac(IntegrityKey key, CountBearerDirection input, byte[] message) {
        return mac(key, input, message, 8 * message.length);
    }

    /// The MAC over the first `lengthBits` bits of `message`, at most 65504.
    public static byte[] mac(
            IntegrityKey key, CountBearerDirection input, byte[] message, int lengthBits) {
        Zuc.requireLength(lengthBits);
        int octets = BitLength.octets(lengthBits, message);
        // One more bit, a one, stands where the message ends.
        ByteBuffer bits =
                ByteBuffer.wrap(BitLength.padded(message, lengthBits, octets + Integer.BYTES));
        int end = lengthBits >>> 3;
        bits.put(end, (byte) (bits.get(end) | (0x80 >> (lengthBits & 7))));
        try (Zuc zuc = new Zuc(key.octets(), initialValue(input))) {
            int mac = 0;
            long window = zuc.next();
            for (int at = 0; at <= end; at += Integer.BYTES) {
                window = window << Integer.SIZE | Integer.toUnsignedLong(zuc.next());
                mac ^= sum(window, bits.getInt(at));
            }
            boolean whole = lengthBits % Integer.SIZE == 0;
            mac ^= whole ? (int) window : zuc.next();
            return ByteBuffer.allocate(MAC_OCTETS).putInt(mac).array();
        }
    }

    /// The sum of the 32 bits of `window` that start at each one of `bits`.
    private static int sum(long window, int bits) {
        int sum = 0;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            sum ^= (int) (window >>> (Integer.SIZE - bit)) & ((bits << bit) >> (Integer.SIZE - 1));
        }
        return sum;
    }

    private static Octets initialValue(CountBearerDirection input) {
        byte[] iv =
                new CountBearerDirection(input.count(), input.bearer(), Direction.UPLINK).twice();
        iv[8] ^= (byte) (input.direction().bit() << 7);
        iv[14] ^= (byte) (input.direction().bit() << 7);
        return Octets.copyOf(iv);
    }
}
