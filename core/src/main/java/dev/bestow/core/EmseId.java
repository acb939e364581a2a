package dev.bestow.core;

/// EMSE_Id: the FQDN of an end-to-middle security endpoint (seed 004), written as every
/// [EndpointId].
public record EmseId(String fqdn) implements EndpointId {
    public EmseId {
        Fqdn.require("EMSE_Id", fqdn);
    }

    public static EmseId parse(String fqdn) {
        return new EmseId(fqdn);
    }

    @Override
    public String toString() {
        return fqdn;
    }
}
