package dev.bestow.network.config;

import static dev.bestow.network.config.NodeConfig.requireFqdn;
import static dev.bestow.network.config.NodeConfig.requireRealm;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.wire.diameter.TgppAvps;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Diameter: whom to listen for and whom to connect to.
///
/// @param listen where peers connect in clear
/// @param listenTls where peers connect over TLS 1.3
/// @param peers who may connect, and whom we connect to
/// @param vendorId the private enterprise number our own AVPs stand under, the same at every node
public record DiameterSection(
        @Nullable Endpoint listen,
        @Nullable Endpoint listenTls,
        List<Peer> peers,
        @Default("32473") int vendorId) {
    public DiameterSection {
        if (vendorId < 1 || vendorId == TgppAvps.VENDOR_ID) {
            throw new InvalidValue("vendorId", "is an enterprise number of your own, not 3GPP's");
        }
    }

    /// One Diameter peer.
    ///
    /// @param host its Diameter identity
    /// @param role what it is: only what such a node sends is taken from it
    /// @param address where to connect to it; without it we wait for it
    /// @param tls whether it is TLS on loopback too; off loopback it always is
    /// @param realm its own realm, where its identity is not a name below that realm
    /// @param realms the realms it routes to, besides answering for itself; a relay may speak for them
    /// @param relays peers with role relay that may speak for it
    /// @param keysThroughRelay of a relay: keys of devices may pass it too
    /// @param insecureClear off loopback in clear, for an MME that speaks no TLS
    public record Peer(
            String host,
            PeerRole role,
            @Nullable Endpoint address,
            @Default("false") boolean tls,
            @Nullable String realm,
            List<String> realms,
            List<String> relays,
            @Default("false") boolean keysThroughRelay,
            @Nullable InsecureClear insecureClear) {
        public Peer {
            requireFqdn("host", host);
            requireRealm("realm", realm);
            realms.forEach(each -> requireRealm("realms", each));
            relays.forEach(relay -> requireFqdn("relays", relay));
            if (tls && insecureClear != null) {
                throw new InvalidValue("insecureClear", "and tls exclude each other");
            }
        }
    }

    /// Accepts that vectors travel readable.
    ///
    /// @param sources addresses that peer may come from
    /// @param reason why, for the log
    public record InsecureClear(List<String> sources, String reason) {}
}
