package dev.bestow.core;

/// AS_ID: the FQDN of an application server, written as every [EndpointId].
public record AsId(String fqdn) implements EndpointId {
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
