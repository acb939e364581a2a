package dev.bestow.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes Diameter messages as a packet capture another program can judge: one TCP connection over
/// IPv4 on port 3868, opened and acknowledged as real ones are, so that the only thing left to
/// complain about is the Diameter inside.
///
/// ```
/// pcap header 24 | per packet: record header 16 | IPv4 20 | TCP 20 | one whole Diameter message
/// ```
///
/// Link type 101: packets start at the IP header.
public final class DiameterPcap {
    private static final int LINK_TYPE_RAW_IP = 101;
    private static final int DIAMETER_PORT = 3868;
    private static final int CLIENT_PORT = 40_000;
    private static final int HEADERS = 40;
    private static final int SNAP_LENGTH = 0x4_0000;
    private static final int SYN = 0x02;
    private static final int PUSH = 0x08;
    private static final int ACK = 0x10;
    private static final byte[] CLIENT_ADDRESS = {(byte) 192, 0, 2, 1};
    private static final byte[] SERVER_ADDRESS = {(byte) 192, 0, 2, 2};

    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
    private int clientSequence = 1_000;
    private int serverSequence = 2_000;
    private int count;

    public DiameterPcap() {
        segment(true, SYN, new byte[0]);
        clientSequence++;
        segment(false, SYN | ACK, new byte[0]);
        serverSequence++;
        segment(true, ACK, new byte[0]);
    }

    /// Appends a message of the side that opened the connection; answers how many packets there are
    /// now, which is the number the dissector will show for this one.
    public int fromClient(byte[] message) {
        segment(true, PUSH | ACK, message);
        clientSequence += message.length;
        return count;
    }

    /// As [#fromClient], of the side that listens on 3868.
    public int fromServer(byte[] message) {
        segment(false, PUSH | ACK, message);
        serverSequence += message.length;
        return count;
    }

    public void writeTo(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(LINK_TYPE_RAW_IP);
        Files.createDirectories(file.getParent());
        try (var out = Files.newOutputStream(file)) {
            out.write(header.array());
            packets.writeTo(out);
        }
    }

    private void segment(boolean client, int flags, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(HEADERS + payload.length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
        packet.putShort((short) count).putShort((short) 0x4000);
        packet.put((byte) 64).put((byte) 6).putShort((short) 0);
        packet.put(client ? CLIENT_ADDRESS : SERVER_ADDRESS)
                .put(client ? SERVER_ADDRESS : CLIENT_ADDRESS);
        packet.putShort((short) (client ? CLIENT_PORT : DIAMETER_PORT));
        packet.putShort((short) (client ? DIAMETER_PORT : CLIENT_PORT));
        packet.putInt(client ? clientSequence : serverSequence);
        packet.putInt((flags & ACK) == 0 ? 0 : client ? serverSequence : clientSequence);
        packet.put((byte) 0x50).put((byte) flags).putShort((short) 0xffff);
        packet.putShort((short) 0).putShort((short) 0).put(payload);
        packet.putShort(10, checksum(packet, 0, 20, 0));
        int pseudoHeader = sum(packet, 12, 20) + 6 + 20 + payload.length;
        packet.putShort(36, checksum(packet, 20, packet.capacity(), pseudoHeader));
        record(packet.array());
    }

    private void record(byte[] packet) {
        ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0).putInt(count * 1_000).putInt(packet.length).putInt(packet.length);
        try {
            packets.write(header.array());
            packets.write(packet);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused octets", e);
        }
        count++;
    }

    /// The internet checksum (RFC 1071): ones' complement of the ones' complement sum.
    private static short checksum(ByteBuffer packet, int from, int to, int initial) {
        int sum = sum(packet, from, to) + initial;
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    private static int sum(ByteBuffer packet, int from, int to) {
        int sum = 0;
        for (int i = from; i + 1 < to; i += 2) {
            sum += packet.getShort(i) & 0xffff;
        }
        return (to - from) % 2 == 0 ? sum : sum + ((packet.get(to - 1) & 0xff) << 8);
    }
}
