package dev.bestow.conformance;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports of loopback for processes that are told theirs before they listen. They lie below those that a system gives to
/// outgoing connections (Linux: from 32768 on), so that nobody takes one in between; tests that run at the same time in
/// processes of Maven's have ranges of their own.
public final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int FOR_EACH = 10_000;
    private static final int ABOVE = 30_000;
    private static final AtomicInteger NEXT = new AtomicInteger(start());

    private FreePorts() {}

    private static int start() {
        int fork = Integer.getInteger("bestow.fork", 1);
        return FIRST + (fork - 1) * FOR_EACH % (ABOVE - FIRST);
    }

    /// One that is free for TCP and for UDP, and is not given to anybody else here.
    public static int next() throws IOException {
        while (true) {
            int port = NEXT.getAndIncrement();
            if (port >= ABOVE) {
                throw new IOException("all ports up to " + ABOVE + " were given");
            }
            if (free(port)) {
                return port;
            }
        }
    }

    private static boolean free(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var tcp = new ServerSocket(port, 1, loopback);
                var udp = new DatagramSocket(port, loopback)) {
            return tcp.getLocalPort() == udp.getLocalPort();
        } catch (IOException e) {
            return false;
        }
    }
}
