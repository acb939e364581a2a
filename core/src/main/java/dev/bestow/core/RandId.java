package dev.bestow.core;

import java.nio.ByteBuffer;

/// RAND id: the 32 least significant bits of a RAND, 4 octets. Short enough to send, long enough
/// that a clash within one application server is rare; it may happen, so it selects candidates and
/// a MAC decides. In the same octets a device may send a short hash of an e2m_int_key instead, where
/// its key server is configured so; who passes them on need not know.
public record RandId(int value) {
    public static final int OCTETS = 4;

    public static RandId decode(Octets octets) {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("RAND id", "has " + octets.length() + " octets, needs 4");
        }
        return new RandId(ByteBuffer.wrap(octets.toArray()).getInt());
    }

    /// 8 hex digits.
    public static RandId parse(String hex) {
        return decode(Octets.parseHex("RAND id", hex, OCTETS));
    }

    public Octets encode() {
        return Octets.copyOf(ByteBuffer.allocate(OCTETS).putInt(value).array());
    }

    @Override
    public String toString() {
        return encode().hex();
    }
}
