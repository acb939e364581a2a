package dev.bestow.conformance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/// A stranger's socket, which counts every octet there and back.
final class HostileSocket implements AutoCloseable {
    private static final int MAX_OCTETS = 65_535;
    private static final int BUFFER_OCTETS = 1 << 22;

    private final DatagramSocket socket;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sentOctets = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong answerOctets = new AtomicLong();
    private final BiConsumer<HostileSocket, byte[]> answered;
    private final Thread receiver;

    /// At the address of this machine whose last octets `source` says.
    HostileSocket(int source, BiConsumer<HostileSocket, byte[]> answered) throws IOException {
        this.answered = answered;
        byte[] address = {127, 66, (byte) (source >> 8), (byte) source};
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        socket.setReceiveBufferSize(BUFFER_OCTETS);
        receiver = Thread.ofPlatform().name("stranger").start(this::receive);
    }

    private void receive() {
        var packet = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MAX_OCTETS);
                socket.receive(packet);
                answers.incrementAndGet();
                answerOctets.addAndGet(packet.getLength());
                answered.accept(this, Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    void send(byte[] datagram, InetSocketAddress to) throws IOException {
        sent.incrementAndGet();
        sentOctets.addAndGet(datagram.length);
        socket.send(new DatagramPacket(datagram, datagram.length, to));
    }

    long sent() {
        return sent.get();
    }

    long sentOctets() {
        return sentOctets.get();
    }

    long answers() {
        return answers.get();
    }

    long answerOctets() {
        return answerOctets.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
