package dev.bestow.core.subscription;

/// The addresses a PDN connection may have (TS 29.272 clause 7.3.62). Their order is their code on the wire.
public enum PdnType {
    IPV4,
    IPV6,
    IPV4V6,
    IPV4_OR_IPV6;

    /// PDN-Type on the wire.
    public int code() {
        return ordinal();
    }
}
