package dev.bestow.wire.diameter;

/// Which connections may carry the request and the answer of a command. A property of the command: a
/// message on an unfit connection is neither sent nor taken.
public enum Carriage {
    /// Any: neither message holds a key.
    OPEN,
    /// TLS or loopback, or a peer in clear that the operator accepts: the answer holds a key that 3GPP
    /// itself puts there (K_ASME in an AIA). Relays pass it on, as they do in every network.
    CONFIDENTIAL,
    /// TLS or loopback, and no relay in between: a message holds a key of Bestow's own, or decides which
    /// of them is in use.
    DIRECT
}
