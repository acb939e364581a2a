package dev.bestow.core.subscription;

/// The domains a subscriber may use (TS 29.272 clause 7.3.21).
public enum NetworkAccessMode {
    PACKET_AND_CIRCUIT(0, "packet-and-circuit"),
    ONLY_PACKET(2, "only-packet");

    private final int code;
    private final String name;

    NetworkAccessMode(int code, String name) {
        this.code = code;
        this.name = name;
    }

    /// Network-Access-Mode on the wire.
    public int code() {
        return code;
    }

    /// As operators write it.
    @Override
    public String toString() {
        return name;
    }
}
