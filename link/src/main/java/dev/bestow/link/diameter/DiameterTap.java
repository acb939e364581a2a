package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.DiameterMessage;

/// Sees every message that crosses a connection, base messages included. For ledgers and tests; called on
/// the thread that sends or reads, so it must be quick. Its messages may hold keys.
public interface DiameterTap {
    /// `message` was handed to the connection with `peerHost` (what the peer is configured as or claims).
    void sent(String localHost, String peerHost, DiameterMessage message);

    /// `message` came in from `peerHost`.
    void received(String localHost, String peerHost, DiameterMessage message);
}
