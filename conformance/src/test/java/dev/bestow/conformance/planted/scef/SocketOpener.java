package dev.bestow.conformance.planted.scef;

import java.io.IOException;
import java.net.ServerSocket;

/// A node that opens a socket by itself, and prints.
final class SocketOpener {
    int listen() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            System.out.println(socket);
            return socket.getLocalPort();
        }
    }
}
