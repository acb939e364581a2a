package dev.bestow.link.diameter;

import java.util.Locale;

/// Which function of the network a Diameter peer is. Configured at this node and never claimed by a
/// message: it decides which commands are taken from the peer.
public enum PeerRole {
    HSS,
    MME,
    SCEF,
    EMKS,
    HSE,
    /// Passes on what others say, for the realms it is configured with. Asks nothing itself.
    RELAY;

    /// As configuration and messages to an operator spell it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
