package dev.bestow.keys;

import dev.bestow.core.Octets;

import java.nio.ByteBuffer;

/// What makes one use of UIA2 differ from every other under the same IK (TS 35.215 clause 4). The
/// initial value it makes has 16 octets:
///
/// ```
/// octets 1-4    COUNT
/// octets 5-8    FRESH
/// octets 9-12   COUNT, DIRECTION added to its first bit
/// octets 13-16  FRESH, DIRECTION added to its seventeenth bit
/// ```
///
/// @param count COUNT-I, 32 bits
/// @param fresh FRESH, 32 bits, chosen by the network
public record CountFreshDirection(int count, int fresh, Direction direction) {
    Octets initialValue() {
        int bit = direction.bit();
        ByteBuffer value =
                ByteBuffer.allocate(Snow3g.OCTETS)
                        .putInt(count)
                        .putInt(fresh)
                        .putInt(count ^ bit << 31)
                        .putInt(fresh ^ bit << 15);
        return Octets.copyOf(value.array());
    }
}
