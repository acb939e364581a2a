package dev.bestow.core;

/// AS_ID: the FQDN of an application server, up to 253 ASCII characters, lower-case A-labels, no
/// trailing dot. It is key derivation input octet by octet, so anything else is refused rather than
/// normalised.
public record AsId(String fqdn) {
    public AsId {
        Fqdn.require("AS_ID", fqdn);
    }

    public static AsId parse(String fqdn) {
        return new AsId(fqdn);
    }

    @Override
    public String toString() {
        return fqdn;
    }
}
