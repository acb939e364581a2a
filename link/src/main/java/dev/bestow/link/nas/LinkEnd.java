package dev.bestow.link.nas;

import dev.bestow.link.udp.UdpSocket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What both ends of the NAS link have in common: socket, workers, frame checks, counts.
final class LinkEnd implements AutoCloseable {
    final LongAdder strangers = new LongAdder();
    final LongAdder unknownLinks = new LongAdder();

    private final UdpSocket socket;
    private final LinkWorkers workers;
    private final int maxPduOctets;
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder oversized = new LongAdder();
    private final LongAdder overflowed = new LongAdder();

    LinkEnd(InetSocketAddress local, NasLinkLimits limits) throws IOException {
        this.socket = UdpSocket.bind(local);
        this.workers = new LinkWorkers(limits);
        this.maxPduOctets = limits.maxPduOctets();
    }

    /// `admitted` runs on the socket reader, `handler` on the workers.
    void start(String name, Predicate<InetSocketAddress> admitted, Consumer<LinkFrame> handler) {
        workers.start(name, handler);
        socket.start((from, datagram) -> receive(from, datagram, admitted));
    }

    private void receive(
            InetSocketAddress from, byte[] datagram, Predicate<InetSocketAddress> admitted) {
        if (!admitted.test(from)) {
            strangers.increment();
        } else if (datagram.length < LinkFrame.MIN_OCTETS) {
            malformed.increment();
        } else if (datagram.length - LinkFrame.LINK_ID_OCTETS > maxPduOctets) {
            oversized.increment();
        } else if (workers.offer(new LinkFrame(from, datagram))) {
            received.increment();
        } else {
            overflowed.increment();
        }
    }

    boolean send(InetSocketAddress to, int linkId, byte[] pdu) {
        if (pdu.length > maxPduOctets) {
            oversized.increment();
            return false;
        }
        boolean gone = socket.send(to, LinkFrame.encode(linkId, pdu));
        if (gone) {
            sent.increment();
        }
        return gone;
    }

    InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    NasLinkCounts counts() {
        return new NasLinkCounts(
                received.sum(),
                sent.sum(),
                malformed.sum(),
                oversized.sum(),
                overflowed.sum(),
                strangers.sum(),
                unknownLinks.sum(),
                workers.failures());
    }

    @Override
    public void close() {
        socket.close();
        workers.close();
    }
}
