package dev.bestow.as;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.ResourceUnavailable;
import dev.bestow.link.udp.UdpSocket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// The UDP port of one protection at an endpoint. Each datagram has its own virtual thread, and there is a bound on how
/// many: beyond it datagrams are lost, as datagrams are.
final class DatagramPort implements AutoCloseable {
    private static final int MAX_AT_ONCE = 4_096;

    private final Logger log;
    private final String what;
    private final DatagramTap tap;
    private final UdpSocket socket;
    private final Semaphore room = new Semaphore(MAX_AT_ONCE);
    private final LongAdder lost = new LongAdder();
    private final LogThrottle failures;

    /// Handles one datagram. May block.
    @FunctionalInterface
    interface Handler {
        void handle(InetSocketAddress from, byte[] datagram);
    }

    /// @param what datagrams are called in the log: `a report`
    DatagramPort(InetSocketAddress address, Clock clock, Logger log, String what, DatagramTap tap)
            throws IOException {
        this.log = log;
        this.what = what;
        this.tap = tap;
        this.failures = new LogThrottle(clock);
        this.socket = UdpSocket.bind(address);
    }

    void start(Handler handler) {
        socket.start((from, datagram) -> {
            if (room.tryAcquire()) {
                Thread.startVirtualThread(() -> handle(handler, from, datagram));
            } else {
                lost.increment();
            }
        });
    }

    private void handle(Handler handler, InetSocketAddress from, byte[] datagram) {
        try {
            tap.received(datagram);
            handler.handle(from, datagram);
        } catch (ResourceUnavailable e) {
            failures.happened(times ->
                    log.log(
                            Level.WARNING,
                            "{0} stays unanswered: {1} ({2} since told last)",
                            what,
                            e.getMessage(),
                            Long.toString(times)));
        } catch (RuntimeException e) {
            failures.happened(times ->
                    log.log(
                            Level.ERROR,
                            "handling " + what + " broke (" + times + " since told last)",
                            e));
        } finally {
            room.release();
        }
    }

    void send(InetSocketAddress to, byte[] datagram) {
        tap.sent(datagram);
        socket.send(to, datagram);
    }

    InetSocketAddress address() {
        return socket.localAddress();
    }

    /// Datagrams lost because too many were being handled.
    long lost() {
        return lost.sum();
    }

    /// Stops listening.
    @Override
    public void close() {
        socket.close();
    }
}
