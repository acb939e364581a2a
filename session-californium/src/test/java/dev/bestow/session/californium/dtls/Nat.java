package dev.bestow.session.californium.dtls;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Between one device and a server, on loopback: keeps what the device sent, and can forget the device's port, so that
/// the server sees it at another.
final class Nat implements AutoCloseable {
    final List<byte[]> sent = new CopyOnWriteArrayList<>();

    private final InetSocketAddress server;
    private final DatagramSocket inside = socket();
    private volatile DatagramSocket outside = socket();
    private volatile SocketAddress device = new InetSocketAddress(0);

    Nat(InetSocketAddress server) {
        this.server = server;
        Thread.ofVirtual().start(() -> receive(inside, this::up));
        start(outside);
    }

    private interface Next {
        void took(DatagramPacket packet) throws IOException;
    }

    static DatagramSocket socket() {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(DatagramSocket socket) {
        Thread.ofVirtual().start(() -> receive(socket, this::down));
    }

    private static void receive(DatagramSocket socket, Next next) {
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(new byte[2_048], 2_048);
                socket.receive(packet);
                next.took(packet);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void up(DatagramPacket packet) throws IOException {
        device = packet.getSocketAddress();
        sent.add(Arrays.copyOf(packet.getData(), packet.getLength()));
        outside.send(new DatagramPacket(packet.getData(), packet.getLength(), server));
    }

    private void down(DatagramPacket packet) throws IOException {
        inside.send(new DatagramPacket(packet.getData(), packet.getLength(), device));
    }

    /// Where the device sends to.
    InetSocketAddress address() {
        return (InetSocketAddress) inside.getLocalSocketAddress();
    }

    /// Where the server sees the device.
    InetSocketAddress seen() {
        return (InetSocketAddress) outside.getLocalSocketAddress();
    }

    void forget() {
        DatagramSocket old = outside;
        outside = socket();
        old.close();
        start(outside);
    }

    @Override
    public void close() {
        inside.close();
        outside.close();
    }
}
