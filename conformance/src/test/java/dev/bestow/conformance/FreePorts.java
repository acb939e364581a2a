package dev.bestow.conformance;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports of loopback for processes that are told theirs before they listen. They lie below those that a system gives to
/// outgoing connections (Linux: from 32768 on), so that nobody takes one in between. Tests that run at the same time
/// have others: each process of Maven's has a range, and begins somewhere in it.
public final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int IN_A_RANGE = 10_000;
    private static final int RANGES = 2;

    /// What one test takes at once is less.
    private static final int APART = 61;

    private static final int RANGE =
            FIRST + (Integer.getInteger("bestow.fork", 1) - 1) % RANGES * IN_A_RANGE;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * APART % IN_A_RANGE));

    private FreePorts() {}

    /// One that is free for TCP and for UDP, and was not given to anybody else here.
    public static int next() throws IOException {
        for (int tries = 0; tries < IN_A_RANGE; tries++) {
            int port = RANGE + NEXT.getAndIncrement() % IN_A_RANGE;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free from " + RANGE + " on");
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var tcp = new ServerSocket(port, 1, loopback);
                var udp = new DatagramSocket(port, loopback)) {
            return tcp.getLocalPort() == udp.getLocalPort();
        } catch (IOException e) {
            return false;
        }
    }
}
