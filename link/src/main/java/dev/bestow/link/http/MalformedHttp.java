package dev.bestow.link.http;

import java.io.IOException;

/// Octets on a connection that are not the HTTP/1.1 expected. The connection cannot be used any more,
/// since nobody knows where the next message begins.
final class MalformedHttp extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedHttp(String reason) {
        super(reason);
    }
}
