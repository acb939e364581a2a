package dev.bestow.conformance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// Stands between one client at a time and a server of datagrams, on loopback, and has what passes written down. It can
/// change its port towards the server, as a NAT does that forgets.
public final class RecordingRelay implements AutoCloseable {
    private static final int MAX_OCTETS = 65_507;

    private final DatagramSocket front = socket();
    private volatile DatagramSocket back = socket();
    private volatile InetSocketAddress client = new InetSocketAddress(0);
    private final Passing record;

    /// Writes down.
    public interface Passing {
        /// A datagram of the client at that port.
        void fromClient(int port, byte[] message);

        /// One to it.
        void fromServer(int port, byte[] message);
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Starts to pass on.
    public RecordingRelay(InetSocketAddress server, Passing record) {
        this.record = record;
        Thread.ofVirtual().start(() -> receive(front, packet -> toServer(packet, server)));
        DatagramSocket first = back;
        Thread.ofVirtual().start(() -> receive(first, this::toClient));
    }

    /// From here on the server sees the client at another port. The old one is closed.
    public void changePort() {
        DatagramSocket old = back;
        DatagramSocket next = socket();
        back = next;
        old.close();
        Thread.ofVirtual().start(() -> receive(next, this::toClient));
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
        record.fromClient(packet.getPort(), message(packet));
        back.send(new DatagramPacket(packet.getData(), packet.getLength(), server));
    }

    private void toClient(DatagramPacket packet) throws IOException {
        InetSocketAddress to = client;
        record.fromServer(to.getPort(), message(packet));
        front.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
    }

    private static byte[] message(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /// Where clients find it.
    public int port() {
        return front.getLocalPort();
    }

    /// Where the server finds the client, and whoever else sends there.
    InetSocketAddress clientSide() {
        return (InetSocketAddress) back.getLocalSocketAddress();
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
