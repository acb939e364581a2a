package dev.bestow.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes datagrams as a packet capture another program can judge, over IPv4 to and from one port: 1813 for RADIUS
/// accounting, 5684 for CoAP over DTLS.
///
/// ```
/// pcap header 24 | per packet: record header 16 | IPv4 20 | UDP 8 | one message
/// ```
///
/// Link type 101: packets start at the IP header.
public final class UdpPcap implements RecordingRelay.Passing {
    private static final int LINK_TYPE_RAW_IP = 101;
    private static final int HEADERS = 28;
    private static final int SNAP_LENGTH = 0x1_0000;
    private static final byte[] CLIENT_ADDRESS = {(byte) 192, 0, 2, 1};
    private static final byte[] SERVER_ADDRESS = {(byte) 192, 0, 2, 2};

    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
    private final int serverPort;
    private int count;

    /// @param serverPort whatever the real one is
    public UdpPcap(int serverPort) {
        this.serverPort = serverPort;
    }

    /// Appends a message of a client at this port.
    @Override
    public synchronized void fromClient(int port, byte[] message) {
        add(port, serverPort, message, true);
    }

    /// Appends a message to a client at this port.
    @Override
    public synchronized void fromServer(int port, byte[] message) {
        add(serverPort, port, message, false);
    }

    private void add(int from, int to, byte[] message, boolean up) {
        int length = HEADERS + message.length;
        ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0).putInt(count++ * 1_000).putInt(length).putInt(length);
        packets.writeBytes(record.array());
        ByteBuffer packet = ByteBuffer.allocate(length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
        packet.put((byte) 64).put((byte) 17).putShort((short) 0);
        packet.put(up ? CLIENT_ADDRESS : SERVER_ADDRESS).put(up ? SERVER_ADDRESS : CLIENT_ADDRESS);
        packet.putShort((short) from).putShort((short) to);
        packet.putShort((short) (8 + message.length)).putShort((short) 0).put(message);
        packets.writeBytes(packet.array());
    }

    public synchronized void writeTo(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(LINK_TYPE_RAW_IP);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.array());
            packets.writeTo(out);
        }
    }
}
