package dev.bestow.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes an AKA run over the user plane as a packet capture another program can judge: each CoAP message as a datagram
/// of port 5683, and each EAP message that one carries in an EAPOL frame of its own, since Wireshark does not look for
/// EAP in CoAP.
///
/// ```
/// pcap header 24 | per frame: record header 16 | Ethernet 14 | IPv4 20 | UDP 8 | CoAP
///                                              | Ethernet 14 | EAPOL 4 | EAP
/// ```
public final class CoapPcap {
    private static final int LINK_TYPE_ETHERNET = 1;
    private static final int COAP_PORT = 5683;
    private static final int DEVICE_PORT = 40_000;
    private static final int ETHERNET = 14;
    private static final int SNAP_LENGTH = 0x1_0000;
    private static final byte[] DEVICE = {(byte) 192, 0, 2, 1};
    private static final byte[] EMKS = {(byte) 192, 0, 2, 2};

    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private int count;

    /// A datagram, in one direction or the other.
    public void coap(boolean ofDevice, byte[] message) {
        ByteBuffer packet = ByteBuffer.allocate(28 + message.length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
        packet.put((byte) 64).put((byte) 17).putShort((short) 0);
        packet.put(ofDevice ? DEVICE : EMKS).put(ofDevice ? EMKS : DEVICE);
        packet.putShort((short) (ofDevice ? DEVICE_PORT : COAP_PORT));
        packet.putShort((short) (ofDevice ? COAP_PORT : DEVICE_PORT));
        packet.putShort((short) (8 + message.length)).putShort((short) 0).put(message);
        add(0x0800, packet.array());
    }

    /// What a message carries.
    public void eap(byte[] message) {
        add(
                0x888e,
                ByteBuffer.allocate(4 + message.length)
                        .put((byte) 1)
                        .put((byte) 0)
                        .putShort((short) message.length)
                        .put(message)
                        .array());
    }

    private void add(int etherType, byte[] packet) {
        int length = ETHERNET + packet.length;
        ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0).putInt(count++ * 1_000).putInt(length).putInt(length);
        frames.writeBytes(record.array());
        frames.writeBytes(new byte[ETHERNET - 2]);
        frames.write(etherType >> 8);
        frames.write(etherType);
        frames.writeBytes(packet);
    }

    /// Writes all of it.
    public void writeTo(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(LINK_TYPE_ETHERNET);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.array());
            frames.writeTo(out);
        }
    }
}
