package dev.bestow.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/// The limit: the same octets over the same loopback with no codec, no peers and no concurrency. A window
/// of requests in one write, the window of answers in one write back.
final class RawPingPong {
    private RawPingPong() {}

    /// Exchanges a second.
    static double rate(int requestOctets, int answerOctets, int window, long seconds)
            throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept()) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofPlatform()
                    .daemon()
                    .start(() ->
                            echo(
                                    server,
                                    new byte[requestOctets * window],
                                    new byte[answerOctets * window]));
            byte[] requests = new byte[requestOctets * window];
            byte[] answers = new byte[answerOctets * window];
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            long rounds = 0;
            long started = System.nanoTime();
            long untilNs = started + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < untilNs) {
                out.write(requests);
                in.readFully(answers);
                rounds++;
            }
            return rounds * (double) window / ((System.nanoTime() - started) / 1e9);
        }
    }

    private static void echo(Socket server, byte[] requests, byte[] answers) {
        try {
            DataInputStream in = new DataInputStream(server.getInputStream());
            while (!server.isClosed()) {
                in.readFully(requests);
                server.getOutputStream().write(answers);
            }
        } catch (IOException e) {
            if (!server.isClosed() && !(e instanceof java.io.EOFException)) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
