package dev.bestow.ue;

import dev.bestow.link.udp.UdpSocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// A UDP socket per port, as each device in the field has its own address.
public final class UdpTransport implements UaTransport {
    private final InetSocketAddress local;

    /// From whichever address the machine picks.
    public UdpTransport() {
        local = new InetSocketAddress(0);
    }

    /// From the address that the network gave the device.
    public UdpTransport(InetAddress address) {
        local = new InetSocketAddress(address, 0);
    }

    @Override
    public Port open(InetSocketAddress server, Consumer<byte[]> received) throws IOException {
        UdpSocket socket = UdpSocket.bind(local);
        socket.start((from, datagram) -> {
            if (from.equals(server)) {
                received.accept(datagram);
            }
        });
        return new Port() {
            @Override
            public void send(byte[] datagram) {
                socket.send(server, datagram);
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }
}
