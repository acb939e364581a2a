package dev.bestow.as;

import dev.bestow.core.Clock;
import dev.bestow.link.accept.Source;
import dev.bestow.session.esp.EspPeer;
import dev.bestow.session.esp.EspServer;

import java.io.IOException;
import java.net.InetSocketAddress;

/// A running endpoint's ESP in UDP (RFC 3948), for application server and HSE alike.
public final class EspNode implements AutoCloseable {
    private final EspServer server;
    private final DatagramPort port;

    /// Takes `server` over.
    public EspNode(EspServer server, InetSocketAddress address, DatagramTap tap, Clock clock)
            throws IOException {
        this.server = server;
        this.port =
                new DatagramPort(
                        address,
                        clock,
                        System.getLogger(EspNode.class.getName()),
                        "an ESP packet",
                        tap);
    }

    /// Listens.
    public void start() {
        port.start((from, datagram) ->
                server.handle(
                        datagram,
                        new EspPeer(from, Source.of(from.getAddress()).prefix()),
                        port::send));
    }

    /// Where UEs reach it.
    public InetSocketAddress address() {
        return port.address();
    }

    /// Datagrams lost because too many were being handled.
    public long lost() {
        return port.lost();
    }

    /// Stops listening; sessions end with it, replay marks do not.
    @Override
    public void close() {
        port.close();
        server.close();
    }
}
