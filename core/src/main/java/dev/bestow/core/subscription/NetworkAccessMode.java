package dev.bestow.core.subscription;

/// The domains a subscriber may use (TS 29.272 clause 7.3.21).
public enum NetworkAccessMode {
    PACKET_AND_CIRCUIT(0),
    ONLY_PACKET(2);

    private final int code;

    NetworkAccessMode(int code) {
        this.code = code;
    }

    /// Network-Access-Mode on the wire.
    public int code() {
        return code;
    }
}
