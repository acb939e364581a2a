package dev.bestow.as;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Octets;
import dev.bestow.core.ResourceUnavailable;
import dev.bestow.link.accept.Source;
import dev.bestow.link.udp.UdpSocket;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// A running application server's endpoint over UDP, of one protection. Each datagram has its own virtual thread, and
/// there is a bound on how many: beyond it datagrams are lost, as datagrams are.
public final class AsNode implements AutoCloseable {
    /// What answers datagrams.
    @FunctionalInterface
    public interface Server {
        /// A datagram in, at most one out; null says nothing. May block.
        ///
        /// @param source whom to hold to account: the IPv4 address, or the first 8 octets of the IPv6 address
        byte @Nullable [] handle(byte[] datagram, Octets source);
    }

    /// Sees datagrams; for ledgers.
    public interface Tap {
        /// Sees nothing.
        Tap NONE = new Tap() {};

        /// A datagram of a UE has come.
        default void received(int octets) {}

        /// One is about to go.
        default void sent(int octets) {}
    }

    private static final Logger LOG = System.getLogger(AsNode.class.getName());
    private static final int MAX_AT_ONCE = 4_096;

    private final Server server;
    private final Tap tap;
    private final UdpSocket socket;
    private final Semaphore room = new Semaphore(MAX_AT_ONCE);
    private final LongAdder dropped = new LongAdder();
    private final LogThrottle outages;

    public AsNode(Server server, InetSocketAddress address, Tap tap, Clock clock)
            throws IOException {
        this.server = server;
        this.tap = tap;
        this.outages = new LogThrottle(clock);
        this.socket = UdpSocket.bind(address);
    }

    /// Listens.
    public void start() {
        socket.start(this::onDatagram);
    }

    /// Where UEs reach it.
    public InetSocketAddress address() {
        return socket.localAddress();
    }

    /// Datagrams lost because too many were being handled.
    public long dropped() {
        return dropped.sum();
    }

    private void onDatagram(InetSocketAddress from, byte[] datagram) {
        if (!room.tryAcquire()) {
            dropped.increment();
            return;
        }
        Thread.startVirtualThread(() -> handle(from, datagram));
    }

    private void handle(InetSocketAddress from, byte[] datagram) {
        try {
            tap.received(datagram.length);
            byte[] answer = server.handle(datagram, Source.of(from.getAddress()).prefix());
            if (answer != null) {
                tap.sent(answer.length);
                socket.send(from, answer);
            }
        } catch (ResourceUnavailable e) {
            outages.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "a report stays unanswered: {0} ({1} since told last)",
                            e.getMessage(),
                            Long.toString(times)));
        } finally {
            room.release();
        }
    }

    /// Stops listening; sessions end with it, replay marks do not.
    @Override
    public void close() {
        socket.close();
    }
}
