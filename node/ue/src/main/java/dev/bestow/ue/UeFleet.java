package dev.bestow.ue;

import dev.bestow.link.nas.NasFleetLink;
import dev.bestow.link.nas.NasLinkLimits;
import dev.bestow.wire.nas.NasTap;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Any number of devices behind one NAS socket.
public final class UeFleet implements AutoCloseable {
    private final NasFleetLink link;
    private final NasTap tap;

    private UeFleet(NasFleetLink link, NasTap tap) {
        this.link = link;
        this.tap = tap;
    }

    /// @param mme where the MME listens for NAS
    /// @param tap sees messages before they are ciphered
    public static UeFleet open(InetSocketAddress mme, NasTap tap) throws IOException {
        return new UeFleet(NasFleetLink.open(mme, NasLinkLimits.DEFAULT), tap);
    }

    /// The sending end of the link with this id, for the device that will [#join] under it.
    public NasPort port(int linkId) {
        return (message, plain, pdu) -> {
            tap.sent(linkId, message, plain, pdu.length);
            link.send(linkId, pdu);
        };
    }

    /// From now on PDUs of this link are the device's. Its card may block a worker of the link, of
    /// which there are many.
    public void join(int linkId, Device device) {
        link.register(linkId, (_, pdu) -> device.onPdu(pdu));
    }

    /// Ends all links.
    @Override
    public void close() {
        link.close();
    }
}
