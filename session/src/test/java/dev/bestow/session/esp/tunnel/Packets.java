package dev.bestow.session.esp.tunnel;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// IP packets as a machine sends them.
final class Packets {
    private static final byte VERSION_4_OF_20_OCTETS = 0x45;

    private Packets() {}

    /// Of `octets` in all; without a checksum, which nothing here looks at.
    static byte[] ipv4(String from, String to, int octets) {
        return ByteBuffer.allocate(octets)
                .put(0, VERSION_4_OF_20_OCTETS)
                .putShort(2, (short) octets)
                .put(12, InetAddress.ofLiteral(from).getAddress())
                .put(16, InetAddress.ofLiteral(to).getAddress())
                .array();
    }
}
