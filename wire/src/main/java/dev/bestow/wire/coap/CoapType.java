package dev.bestow.wire.coap;

/// How a message is transmitted (RFC 7252 clause 4).
public enum CoapType {
    /// Repeated until it is acknowledged or reset.
    CONFIRMABLE(0),
    /// Sent once.
    NON_CONFIRMABLE(1),
    /// Has the message ID of what it acknowledges, and often the response too.
    ACKNOWLEDGEMENT(2),
    /// Has the message ID of what is not understood.
    RESET(3);

    private final int bits;

    CoapType(int bits) {
        this.bits = bits;
    }

    /// Two of them.
    int bits() {
        return bits;
    }

    static CoapType of(int bits) {
        return switch (bits) {
            case 0 -> CONFIRMABLE;
            case 1 -> NON_CONFIRMABLE;
            case 2 -> ACKNOWLEDGEMENT;
            default -> RESET;
        };
    }
}
