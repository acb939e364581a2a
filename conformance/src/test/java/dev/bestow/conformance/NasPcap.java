package dev.bestow.conformance;

import dev.bestow.wire.nas.EmmMessage;
import dev.bestow.wire.nas.NasTap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes NAS messages before ciphering as a packet capture another program can judge. A tap: give it
/// to both ends, and the capture holds what they said.
///
/// ```
/// pcap header 24 | per message: record header 16 | one NAS PDU
/// ```
///
/// Link type 147 (USER0), which [NasDissection] maps to EPS NAS. That dissector takes a session
/// management message inside a security header only, so one that travels by itself gets a header of
/// type 1 with a MAC of zeroes, which nobody checks.
public final class NasPcap implements NasTap {
    private static final int LINK_TYPE_USER0 = 147;
    private static final int SNAP_LENGTH = 0x1_0000;
    private static final int ESM = 0x02;
    private static final byte[] INTEGRITY_HEADER = {0x17, 0, 0, 0, 0, 0};

    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
    private int count;

    @Override
    public void sent(int linkId, EmmMessage message, byte[] plain, int octets) {
        add(plain);
    }

    /// Appends a PDU; answers how many there are now, which is the number the dissector will show.
    public synchronized int add(byte[] pdu) {
        boolean session = pdu.length > 0 && (pdu[0] & 0x0f) == ESM;
        byte[] header = session ? INTEGRITY_HEADER : new byte[0];
        int length = header.length + pdu.length;
        ByteBuffer packet = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
        packet.putInt(0).putInt(count * 1_000).putInt(length).putInt(length).put(header).put(pdu);
        packets.writeBytes(packet.array());
        return ++count;
    }

    public synchronized void writeTo(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(LINK_TYPE_USER0);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.array());
            packets.writeTo(out);
        }
    }
}
