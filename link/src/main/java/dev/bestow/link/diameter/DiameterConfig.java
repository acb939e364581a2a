package dev.bestow.link.diameter;

import dev.bestow.core.Refused;
import dev.bestow.link.tls.TlsIdentity;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one Diameter node is.
///
/// @param originHost DiameterIdentity, an FQDN in lower case
/// @param originRealm realm, in lower case
/// @param hostAddresses sent as Host-IP-Address, at least one
/// @param productName sent as Product-Name
/// @param applications application ids served or used, announced under vendor 10415
/// @param listen address for clear TCP, or null
/// @param listenTls address for TLS, or null
/// @param peers who is known, in order of preference for realm routing
/// @param acceptUnknownPeers whether a peer that is not in `peers` may connect; otherwise 3010
/// @param limits bounds and times
/// @param tls identity for TLS, needed by `listenTls` and by peers with `tls`
public record DiameterConfig(
        String originHost,
        String originRealm,
        List<InetAddress> hostAddresses,
        String productName,
        Set<Integer> applications,
        @Nullable InetSocketAddress listen,
        @Nullable InetSocketAddress listenTls,
        List<Peer> peers,
        boolean acceptUnknownPeers,
        DiameterLimits limits,
        @Nullable TlsIdentity tls) {

    public DiameterConfig {
        requireIdentity("originHost", originHost);
        requireIdentity("originRealm", originRealm);
        hostAddresses = List.copyOf(hostAddresses);
        applications = Set.copyOf(applications);
        peers = List.copyOf(peers);
        if (hostAddresses.isEmpty()) {
            throw new Refused("hostAddresses", "needs at least one address");
        }
        if (applications.isEmpty()) {
            throw new Refused("applications", "needs at least one application id");
        }
        Set<String> hosts = new HashSet<>(Set.of(originHost));
        for (Peer peer : peers) {
            if (!hosts.add(peer.host())) {
                throw new Refused("peers", peer.host() + " is there twice, or is this node itself");
            }
            if (peer.tls() && tls == null) {
                throw new Refused("tls", "is missing, and peer " + peer.host() + " needs it");
            }
        }
        if (listenTls != null && tls == null) {
            throw new Refused("tls", "is missing, and listenTls needs it");
        }
    }

    /// The same, serving and using `own` only. A node says itself which these are: requests that name a
    /// realm but no host go to any peer of the realm that announced their application.
    public DiameterConfig announcing(Set<Integer> own) {
        return new DiameterConfig(
                originHost,
                originRealm,
                hostAddresses,
                productName,
                own,
                listen,
                listenTls,
                peers,
                acceptUnknownPeers,
                limits,
                tls);
    }

    /// One known peer.
    ///
    /// @param host its DiameterIdentity, an FQDN in lower case
    /// @param connectTo where to connect, or null to wait for it
    /// @param tls whether TLS is used and demanded; a clear connection claiming this host is refused
    /// @param realms realms it routes for, beyond being itself; for a relay or for nodes of a realm
    public record Peer(
            String host, @Nullable InetSocketAddress connectTo, boolean tls, Set<String> realms) {
        public Peer {
            requireIdentity("peer host", host);
            realms = Set.copyOf(realms);
            realms.forEach(realm -> requireIdentity("peer realm", realm));
        }
    }

    private static void requireIdentity(String field, String value) {
        if (!value.matches("[a-z0-9._-]{1,255}")) {
            throw new Refused(field, "is an FQDN in lower case");
        }
    }
}
