package dev.bestow.core;

/// EMSE_Id: the FQDN of an end-to-middle security endpoint (TR 33.863 solution 2), written as every
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
