package dev.bestow.core;

/// The FQDN of a home security endpoint (TR 33.863 solution 1), written as every [EndpointId].
public record HseId(String fqdn) implements EndpointId {
    public HseId {
        Fqdn.require("HSE name", fqdn);
    }

    public static HseId parse(String fqdn) {
        return new HseId(fqdn);
    }

    @Override
    public String toString() {
        return fqdn;
    }
}
