package dev.bestow.link.nas;

import java.io.IOException;
import java.net.InetSocketAddress;

/// The MME's end of the NAS link: one UDP socket for all UEs. It remembers no UE: each frame comes with its [NasPath],
/// which the answer takes. Threads and order: see the package description.
public final class NasServerLink implements AutoCloseable {
    private final LinkEnd end;

    private NasServerLink(LinkEnd end) {
        this.end = end;
    }

    /// Binds to `local`; port 0 takes a free one. Nothing is received before [#start].
    public static NasServerLink bind(InetSocketAddress local, NasLinkLimits limits)
            throws IOException {
        return new NasServerLink(new LinkEnd(local, limits));
    }

    /// Starts to receive. To be called once.
    public void start(NasPathHandler handler) {
        end.start(
                "nas-mme",
                _ -> true,
                frame -> handler.onPdu(new NasPath(frame.linkId(), frame.from()), frame.pdu()));
    }

    /// With the port that was taken.
    public InetSocketAddress localAddress() {
        return end.localAddress();
    }

    /// Sends a PDU to the UE on `path`; false if the socket refuses. Thread-safe.
    public boolean send(NasPath path, byte[] pdu) {
        return end.send(path.remote(), path.linkId(), pdu);
    }

    public NasLinkCounts counts() {
        return end.counts();
    }

    /// Frees the port and ends the workers. Idempotent.
    @Override
    public void close() {
        end.close();
    }
}
