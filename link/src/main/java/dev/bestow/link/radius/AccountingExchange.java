package dev.bestow.link.radius;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/// The other end of an [AccountingServer], as far as a laboratory needs it: a request goes out until it is answered.
public final class AccountingExchange {
    private static final int MAX_DATAGRAM = 4_096;
    private static final int RETRANSMIT_MS = 1_000;
    private static final int ATTEMPTS = 10;

    private AccountingExchange() {}

    /// Sends `request` from a port of `from`, and returns how many octets its answer has. Does not look at the answer.
    ///
    /// @throws IOException when none has come after ten seconds
    public static int answered(InetSocketAddress server, InetAddress from, byte[] request)
            throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.connect(server);
            socket.setSoTimeout(RETRANSMIT_MS);
            var answer = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                socket.send(new DatagramPacket(request, request.length));
                try {
                    socket.receive(answer);
                    return answer.getLength();
                } catch (SocketTimeoutException _) {
                    // Sent again, as gateways do.
                }
            }
        }
        throw new IOException("accounting was not answered");
    }
}
