package dev.bestow.link.token;

import java.io.IOException;

/// Where the issuer's public keys are: a JWK set (RFC 7517), read anew each time. May block.
@FunctionalInterface
public interface KeySetSource {
    String read() throws IOException;
}
