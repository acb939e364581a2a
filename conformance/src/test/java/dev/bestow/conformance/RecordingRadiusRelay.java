package dev.bestow.conformance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// Stands between one RADIUS client at a time and a server, on loopback, and writes down what passes.
public final class RecordingRadiusRelay implements AutoCloseable {
    private static final int MAX_OCTETS = 65_507;

    private final DatagramSocket front = socket();
    private final DatagramSocket back = socket();
    private volatile InetSocketAddress client = new InetSocketAddress(0);
    private final RadiusPcap pcap = new RadiusPcap();

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Starts to pass on.
    public RecordingRadiusRelay(InetSocketAddress server) {
        Thread.ofVirtual().start(() -> receive(front, packet -> toServer(packet, server)));
        Thread.ofVirtual().start(() -> receive(back, this::toClient));
    }

    private interface Next {
        void took(DatagramPacket packet) throws IOException;
    }

    private static void receive(DatagramSocket socket, Next next) {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
                socket.receive(packet);
                next.took(packet);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void toServer(DatagramPacket packet, InetSocketAddress server) throws IOException {
        client = (InetSocketAddress) packet.getSocketAddress();
        pcap.fromClient(packet.getPort(), message(packet));
        back.send(new DatagramPacket(packet.getData(), packet.getLength(), server));
    }

    private void toClient(DatagramPacket packet) throws IOException {
        InetSocketAddress to = client;
        pcap.fromServer(to.getPort(), message(packet));
        front.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
    }

    private static byte[] message(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /// Where clients find it.
    public int port() {
        return front.getLocalPort();
    }

    public RadiusPcap pcap() {
        return pcap;
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
