package dev.bestow.link.nas;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The end of the NAS link that a whole fleet of UEs shares: one UDP socket, a handler per link id.
/// Takes frames of its MME only. Threads and order: see the package description.
public final class NasFleetLink implements AutoCloseable {
    private final LinkEnd end;
    private final InetSocketAddress mme;
    private final ConcurrentMap<Integer, NasHandler> handlers = new ConcurrentHashMap<>();

    private NasFleetLink(LinkEnd end, InetSocketAddress mme) {
        this.end = end;
        this.mme = mme;
    }

    /// Takes a free port and starts to receive from `mme`.
    public static NasFleetLink open(InetSocketAddress mme, NasLinkLimits limits)
            throws IOException {
        NasFleetLink link = new NasFleetLink(new LinkEnd(localFor(mme), limits), mme);
        link.end.start("nas-fleet", mme::equals, link::handle);
        return link;
    }

    /// On loopback if the MME is there, so that nobody outside reaches the fleet.
    private static InetSocketAddress localFor(InetSocketAddress mme) {
        InetAddress address = mme.getAddress();
        return address != null && address.isLoopbackAddress()
                ? new InetSocketAddress(address, 0)
                : new InetSocketAddress(0);
    }

    /// From now on `handler` gets what comes for `linkId`; an earlier one no more.
    public void register(int linkId, NasHandler handler) {
        handlers.put(linkId, handler);
    }

    /// What comes for `linkId` from now on is dropped.
    public void unregister(int linkId) {
        handlers.remove(linkId);
    }

    /// Sends a PDU of the UE on `linkId` to the MME; false if the socket refuses. Thread-safe.
    public boolean send(int linkId, byte[] pdu) {
        return end.send(mme, linkId, pdu);
    }

    public InetSocketAddress localAddress() {
        return end.localAddress();
    }

    public NasLinkCounts counts() {
        return end.counts();
    }

    private void handle(LinkFrame frame) {
        NasHandler handler = handlers.get(frame.linkId());
        if (handler == null) {
            end.unknownLinks.increment();
            return;
        }
        handler.onPdu(frame.linkId(), frame.pdu());
    }

    /// Frees the port and ends the workers. Idempotent.
    @Override
    public void close() {
        end.close();
    }
}
