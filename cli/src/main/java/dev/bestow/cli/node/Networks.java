package dev.bestow.cli.node;

import dev.bestow.cli.config.Endpoint;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.wire.diameter.ApplicationId;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/// Sections of a configuration as the links want them.
final class Networks {
    private Networks() {}

    /// The Diameter side of a node called `host`.
    static DiameterConfig diameter(NodeConfig config, String host, String realm) {
        NodeConfig.Diameter diameter = config.needed("diameter", config.diameter());
        NodeConfig.Tls tls = config.tls();
        InetSocketAddress listen = resolved(diameter.listen());
        InetSocketAddress listenTls = resolved(diameter.listenTls());
        return new DiameterConfig(
                host,
                realm,
                List.of(hostAddress(listen, listenTls)),
                "Bestow",
                Set.of(ApplicationId.S6A, ApplicationId.S6T, ApplicationId.T6A),
                listen,
                listenTls,
                diameter.peers().stream().map(Networks::peer).toList(),
                false,
                DiameterLimits.DEFAULT,
                tls == null ? null : tls(tls));
    }

    private static InetAddress hostAddress(
            @Nullable InetSocketAddress listen, @Nullable InetSocketAddress listenTls) {
        InetSocketAddress any = listen == null ? listenTls : listen;
        return any == null ? InetAddress.getLoopbackAddress() : any.getAddress();
    }

    private static DiameterConfig.Peer peer(NodeConfig.Peer peer) {
        return new DiameterConfig.Peer(
                peer.host(), resolved(peer.address()), peer.tls(), Set.copyOf(peer.realms()));
    }

    private static @Nullable InetSocketAddress resolved(@Nullable Endpoint endpoint) {
        return endpoint == null ? null : endpoint.resolve();
    }

    /// Key, certificate and authorities.
    static TlsIdentity tls(NodeConfig.Tls tls) {
        return TlsIdentity.load(tls.certificate(), tls.key(), tls.ca());
    }
}
