package dev.bestow.conformance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Somebody with a UDP socket and other people's datagrams.
final class Stranger implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;
    private static final int MAX_OCTETS = 65_535;

    private final DatagramSocket socket;
    private final InetSocketAddress server;

    Stranger(InetSocketAddress server) throws IOException {
        this(server, InetAddress.getLoopbackAddress());
    }

    /// At that address of this machine.
    Stranger(InetSocketAddress server, InetAddress local) throws IOException {
        this.server = server;
        socket = new DatagramSocket(0, local);
        socket.setSoTimeout(PATIENCE_MS);
    }

    void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, server));
    }

    /// The next datagram of the server; throws when none comes.
    byte[] receive() throws IOException {
        var packet = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
        socket.receive(packet);
        return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
    }

    byte[] exchange(byte[] datagram) throws IOException {
        send(datagram);
        return receive();
    }

    @Override
    public void close() {
        socket.close();
    }
}
