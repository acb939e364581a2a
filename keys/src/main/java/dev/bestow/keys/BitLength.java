package dev.bestow.keys;

/// Messages of the EPS algorithms are counted in bits, most significant bit of the first octet
/// first.
final class BitLength {
    private BitLength() {}

    /// How many octets hold `lengthBits` bits; they must be there.
    static int octets(int lengthBits, byte[] message) {
        int octets = (lengthBits + 7) >>> 3;
        if (lengthBits < 0 || octets > message.length) {
            throw new IllegalArgumentException(
                    lengthBits + " bits are not in " + message.length + " octets");
        }
        return octets;
    }

    /// The first `lengthBits` bits of `message`, then zeros up to `length` octets.
    static byte[] padded(byte[] message, int lengthBits, int length) {
        byte[] padded = new byte[length];
        System.arraycopy(message, 0, padded, 0, octets(lengthBits, message));
        clearTail(lengthBits, padded);
        return padded;
    }

    /// Zeroes what follows the last of `lengthBits` bits in its octet.
    static void clearTail(int lengthBits, byte[] message) {
        int used = lengthBits & 7;
        if (used != 0) {
            message[lengthBits >>> 3] &= (byte) (0xff00 >> used);
        }
    }
}
