package dev.bestow.cli.node;

import dev.bestow.cli.config.Caps;
import dev.bestow.cli.config.DiameterSection;
import dev.bestow.cli.config.Endpoint;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.core.InvalidValue;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.PeerSecurity;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.wire.diameter.ApplicationId;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Collectors;

/// Sections of a configuration as the links want them.
final class Networks {
    private Networks() {}

    /// The Diameter side of a node called `host`.
    static DiameterConfig diameter(
            NodeConfig config, String host, String realm, @Nullable TlsIdentity tls) {
        DiameterSection diameter = config.needed("diameter", config.diameter());
        return new DiameterConfig(
                host,
                realm,
                "Bestow",
                diameter.vendorId(),
                Set.of(ApplicationId.S6A, ApplicationId.S6T, ApplicationId.T6A),
                resolved("diameter.listen", diameter.listen()),
                resolved("diameter.listenTls", diameter.listenTls()),
                diameter.peers().stream().map(Networks::peer).toList(),
                Caps.of(config).of(DiameterLimits.DEFAULT),
                tls);
    }

    private static DiameterConfig.Peer peer(DiameterSection.Peer peer) {
        return new DiameterConfig.Peer(
                peer.host(),
                peer.role(),
                // Looked up again at each attempt: a peer may get its name after us.
                peer.address() == null ? null : peer.address().resolveLater(),
                security(peer),
                peer.realm(),
                Set.copyOf(peer.realms()),
                Set.copyOf(peer.relays()),
                peer.keysThroughRelay());
    }

    private static PeerSecurity security(DiameterSection.Peer peer) {
        DiameterSection.InsecureClear clear = peer.insecureClear();
        if (clear != null) {
            Set<InetAddress> sources =
                    clear.sources().stream().map(Networks::address).collect(Collectors.toSet());
            return new PeerSecurity.InsecureClear(sources, clear.reason());
        }
        return peer.tls() ? PeerSecurity.TLS : PeerSecurity.TLS_OFF_LOOPBACK;
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue(
                    "insecureClear.sources", literal + " is no IP address; a name is not enough");
        }
    }

    private static @Nullable InetSocketAddress resolved(String key, @Nullable Endpoint endpoint) {
        return endpoint == null ? null : endpoint.resolve(key);
    }
}
