package dev.bestow.wire.coap;

/// How a message is transmitted (RFC 7252 clause 4), in the order of its two bits.
public enum CoapType {
    /// Repeated until it is acknowledged or reset.
    CONFIRMABLE,
    /// Sent once.
    NON_CONFIRMABLE,
    /// Has the message ID of what it acknowledges, and often the response too.
    ACKNOWLEDGEMENT,
    /// Has the message ID of what is not understood.
    RESET
}
