package dev.bestow.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/// Sends datagrams to a server and counts its answers, with a few under way at once. What is lost is not sent again.
final class UdpClient {
    private static final int LOST_MS = 1_000;
    private static final int MOST_OCTETS = 2_048;

    private UdpClient() {}

    /// @param answers that came
    /// @param cpuNs processor time of the client
    record Result(int answers, long cpuNs) {}

    static Result exchange(InetSocketAddress server, byte[][] datagrams, int atOnce)
            throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long beforeNs = threads.getCurrentThreadCpuTime();
        int sent = 0;
        int answers = 0;
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(LOST_MS);
            var answer = new DatagramPacket(new byte[MOST_OCTETS], MOST_OCTETS);
            while (answers < datagrams.length) {
                while (sent < datagrams.length && sent - answers < atOnce) {
                    byte[] datagram = datagrams[sent++];
                    socket.send(new DatagramPacket(datagram, datagram.length, server));
                }
                socket.receive(answer);
                answers++;
            }
        } catch (SocketTimeoutException lost) {
            // The figures say how many came.
        }
        return new Result(answers, threads.getCurrentThreadCpuTime() - beforeNs);
    }
}
