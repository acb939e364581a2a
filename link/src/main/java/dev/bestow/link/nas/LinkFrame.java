package dev.bestow.link.nas;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// One datagram of the NAS link and where it came from:
///
/// ```
/// octets 1-4  link id
/// octets 5-   NAS PDU, at least 1 octet
/// ```
final class LinkFrame {
    static final int LINK_ID_OCTETS = 4;
    static final int MIN_OCTETS = LINK_ID_OCTETS + 1;

    private final InetSocketAddress from;
    private final byte[] datagram;

    /// Of at least [#MIN_OCTETS] octets.
    LinkFrame(InetSocketAddress from, byte[] datagram) {
        this.from = from;
        this.datagram = datagram;
    }

    static byte[] encode(int linkId, byte[] pdu) {
        return ByteBuffer.allocate(LINK_ID_OCTETS + pdu.length).putInt(linkId).put(pdu).array();
    }

    InetSocketAddress from() {
        return from;
    }

    int linkId() {
        return ByteBuffer.wrap(datagram).getInt();
    }

    byte[] pdu() {
        return Arrays.copyOfRange(datagram, LINK_ID_OCTETS, datagram.length);
    }
}
