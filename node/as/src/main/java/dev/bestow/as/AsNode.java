package dev.bestow.as;

import dev.bestow.core.Clock;
import dev.bestow.core.Octets;
import dev.bestow.link.accept.Source;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;

/// A running application server's endpoint over UDP, of one protection that answers each datagram at most once.
public final class AsNode implements AutoCloseable {
    /// What answers datagrams.
    @FunctionalInterface
    public interface Server {
        /// A datagram in, at most one out; null says nothing. May block.
        ///
        /// @param source whom to hold to account: the IPv4 address, or the first 8 octets of the IPv6 address
        byte @Nullable [] handle(byte[] datagram, Octets source);
    }

    private final Server server;
    private final DatagramPort port;

    public AsNode(Server server, InetSocketAddress address, DatagramTap tap, Clock clock)
            throws IOException {
        this.server = server;
        this.port =
                new DatagramPort(
                        address, clock, System.getLogger(AsNode.class.getName()), "a report", tap);
    }

    /// Listens.
    public void start() {
        port.start(this::handle);
    }

    /// Where UEs reach it.
    public InetSocketAddress address() {
        return port.address();
    }

    /// Datagrams lost because too many were being handled.
    public long dropped() {
        return port.lost();
    }

    private void handle(InetSocketAddress from, byte[] datagram) {
        byte[] answer = server.handle(datagram, Source.of(from.getAddress()).prefix());
        if (answer != null) {
            port.send(from, answer);
        }
    }

    /// Stops listening; sessions end with it, replay marks do not.
    @Override
    public void close() {
        port.close();
    }
}
