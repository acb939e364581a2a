package dev.bestow.core;

/// EESE_Id: the FQDN of an end-to-end security endpoint (solution 5), written as every
/// [EndpointId].
public record EeseId(String fqdn) implements EndpointId {
    public EeseId {
        Fqdn.require("EESE_Id", fqdn);
    }

    public static EeseId parse(String fqdn) {
        return new EeseId(fqdn);
    }

    @Override
    public String toString() {
        return fqdn;
    }
}
