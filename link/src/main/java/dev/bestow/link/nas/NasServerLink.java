package dev.bestow.link.nas;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// The MME's end of the NAS link: one UDP socket for all UEs. It learns where a link id speaks from,
/// anew with every frame, and sends back there. Threads and order: see the package description.
public final class NasServerLink implements AutoCloseable {
    private final LinkEnd end;
    private final List<LinkAddresses> addresses;

    private NasServerLink(LinkEnd end, NasLinkLimits limits) {
        this.end = end;
        this.addresses = new ArrayList<>(limits.workers());
        for (int i = 0; i < limits.workers(); i++) {
            addresses.add(new LinkAddresses(Math.ceilDiv(limits.maxLinks(), limits.workers())));
        }
    }

    /// Binds to `local`; port 0 takes a free one. Nothing is received before [#start].
    public static NasServerLink bind(InetSocketAddress local, NasLinkLimits limits)
            throws IOException {
        return new NasServerLink(new LinkEnd(local, limits), limits);
    }

    /// Starts to receive. To be called once.
    public void start(NasHandler handler) {
        end.start(
                "nas-mme",
                _ -> true,
                frame -> {
                    addressesOf(frame.linkId()).learn(frame.linkId(), frame.from());
                    handler.onPdu(frame.linkId(), frame.pdu());
                });
    }

    /// With the port that was taken.
    public InetSocketAddress localAddress() {
        return end.localAddress();
    }

    /// Sends a PDU to where `linkId` was last heard; false if that is unknown or the socket refuses.
    /// Thread-safe.
    public boolean send(int linkId, byte[] pdu) {
        @Nullable InetSocketAddress address = addressesOf(linkId).of(linkId);
        if (address == null) {
            end.unknownLinks.increment();
            return false;
        }
        return end.send(address, linkId, pdu);
    }

    /// Forgets where a link was heard, when its UE is gone.
    public void forget(int linkId) {
        addressesOf(linkId).forget(linkId);
    }

    public NasLinkCounts counts() {
        return end.counts();
    }

    private LinkAddresses addressesOf(int linkId) {
        return addresses.get(end.workerOf(linkId));
    }

    /// Frees the port and ends the workers. Idempotent.
    @Override
    public void close() {
        end.close();
    }
}
