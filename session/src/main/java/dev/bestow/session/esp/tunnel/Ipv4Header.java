package dev.bestow.session.esp.tunnel;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// What decides about a packet in a tunnel (RFC 791). Fragments have it too, and pass as packets.
///
/// ```
/// octet  0       version 4, header length in words of 4 octets
///        2-3     total length
///        12-15   source
///        16-19   destination
/// ```
record Ipv4Header(int source, int destination) {
    private static final int MIN_OCTETS = 20;
    private static final int WORD_OCTETS = 4;
    private static final int LENGTH_AT = 2;
    private static final int SOURCE_AT = 12;
    private static final int DESTINATION_AT = 16;
    private static final int VERSION_4 = 4;

    /// Null where the octets are no IPv4 packet, from its first to its last.
    static @Nullable Ipv4Header of(byte[] packet) {
        if (packet.length < MIN_OCTETS || packet[0] >>> 4 != VERSION_4) {
            return null;
        }
        ByteBuffer octets = ByteBuffer.wrap(packet);
        int header = (packet[0] & 0x0f) * WORD_OCTETS;
        int total = Short.toUnsignedInt(octets.getShort(LENGTH_AT));
        return header < MIN_OCTETS || header > total || total != packet.length
                ? null
                : new Ipv4Header(octets.getInt(SOURCE_AT), octets.getInt(DESTINATION_AT));
    }
}
