package dev.bestow.conformance.planted.link.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// HTTP by hand.
final class OwnHttp {
    void ask(Socket server) throws IOException {
        server.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
