package dev.bestow.network.config;

/// Who an HSS, SCEF or EMKS is.
///
/// @param host its Diameter identity, an FQDN
/// @param realm its Diameter realm
public record HostIdentity(String host, String realm) {
    public HostIdentity {
        NodeConfig.requireFqdn("host", host);
        NodeConfig.requireRealm("realm", realm);
    }
}
