package dev.bestow.bench;

import dev.bestow.cli.lab.LabGateway;
import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// A device that has no key: its packets name one and prove nothing, and each is answered with a refusal.
///
/// @param socket at the address that the lab's gateway gives the device
record UaProbe(DatagramSocket socket, DatagramPacket answer, Entropy entropy)
        implements AutoCloseable {
    private static final int MAX_DATAGRAM = 1_500;
    private static final int MESSAGE_OCTETS = 20;
    private static final int PATIENCE_MS = 20_000;

    /// Device `number`, from 0.
    static UaProbe of(int number, RunningEndpoint endpoint, Entropy entropy) throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(LabGateway.address(number), 0));
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(endpoint.address());
        return new UaProbe(
                socket, new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM), entropy);
    }

    /// Microseconds until a packet that names the key of `run` is answered.
    int exchange(Rand run) throws IOException {
        long sentNs = System.nanoTime();
        send(run);
        receive();
        return (int) ((System.nanoTime() - sentNs) / 1_000);
    }

    void send(Rand run) throws IOException {
        byte[] packet =
                UaCodec.encode(
                        new CompactRequest(
                                true,
                                new KeyName.ByRand(run.id()),
                                random(CompactRequest.RAND_AS_OCTETS),
                                random(MESSAGE_OCTETS),
                                random(CompactRequest.MAC_OCTETS)));
        socket.send(new DatagramPacket(packet, packet.length));
    }

    private Octets random(int octets) {
        byte[] drawn = new byte[octets];
        entropy.fill(drawn);
        return Octets.copyOf(drawn);
    }

    void receive() throws IOException {
        answer.setLength(MAX_DATAGRAM);
        socket.receive(answer);
    }

    /// What it was told last; null for anything but a refusal.
    @Nullable RefusalCause lastAnswer() {
        byte[] octets = Arrays.copyOf(answer.getData(), answer.getLength());
        return UaCodec.decodeDownlink(octets) instanceof Refusal refusal ? refusal.cause() : null;
    }

    @Override
    public void close() {
        socket.close();
    }
}
