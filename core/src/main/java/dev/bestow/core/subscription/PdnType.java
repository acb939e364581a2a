package dev.bestow.core.subscription;

/// The addresses a PDN connection may have (TS 29.272 clause 7.3.62).
public enum PdnType {
    IPV4(0, "IPv4"),
    IPV6(1, "IPv6"),
    IPV4V6(2, "IPv4v6"),
    IPV4_OR_IPV6(3, "IPv4-or-IPv6");

    private final int code;
    private final String name;

    PdnType(int code, String name) {
        this.code = code;
        this.name = name;
    }

    /// PDN-Type on the wire.
    public int code() {
        return code;
    }

    /// As operators write it.
    @Override
    public String toString() {
        return name;
    }
}
