package dev.bestow.as;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.ResourceUnavailable;
import dev.bestow.link.accept.Source;
import dev.bestow.link.udp.UdpSocket;
import dev.bestow.session.esp.EspPeer;
import dev.bestow.session.esp.EspServer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// A running endpoint's ESP in UDP (RFC 3948), for application server and HSE alike. Each datagram has its own virtual
/// thread, and there is a bound on how many: beyond it datagrams are lost, as datagrams are.
public final class EspNode implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EspNode.class.getName());
    private static final int MAX_AT_ONCE = 4_096;

    private final EspServer server;
    private final UdpSocket socket;
    private final Semaphore room = new Semaphore(MAX_AT_ONCE);
    private final LongAdder lost = new LongAdder();
    private final LogThrottle failures;

    /// Takes `server` over.
    public EspNode(EspServer server, InetSocketAddress address, Clock clock) throws IOException {
        this.server = server;
        this.failures = new LogThrottle(clock);
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
    public long lost() {
        return lost.sum();
    }

    private void onDatagram(InetSocketAddress from, byte[] datagram) {
        if (!room.tryAcquire()) {
            lost.increment();
            return;
        }
        Thread.startVirtualThread(() -> handle(from, datagram));
    }

    private void handle(InetSocketAddress from, byte[] datagram) {
        try {
            var peer = new EspPeer(from, Source.of(from.getAddress()).prefix());
            server.handle(datagram, peer, socket::send);
        } catch (ResourceUnavailable e) {
            failures.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "an ESP packet stays unanswered: {0} ({1} since told last)",
                            e.getMessage(),
                            Long.toString(times)));
        } catch (RuntimeException e) {
            failures.happened(times ->
                    LOG.log(
                            Level.ERROR,
                            "handling an ESP packet broke (" + times + " since told last)",
                            e));
        } finally {
            room.release();
        }
    }

    /// Stops listening; sessions end with it, replay marks do not.
    @Override
    public void close() {
        socket.close();
        server.close();
    }
}
