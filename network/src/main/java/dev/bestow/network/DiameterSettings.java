package dev.bestow.network;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.PeerSecurity;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.config.Caps;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.Origin;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The Diameter section of a configuration as the link wants it.
final class DiameterSettings {
    private static final Logger LOG = System.getLogger(DiameterSettings.class.getName());

    private DiameterSettings() {}

    /// The Diameter side of the node `self`.
    static DiameterConfig of(
            DiameterSection section, Origin self, Caps caps, @Nullable TlsIdentity tls, Host host) {
        warnOfSingleLabels(section, self);
        return host.diameter(
                new DiameterConfig(
                        self.host(),
                        self.realm(),
                        "Bestow",
                        section.vendorId(),
                        Set.of(ApplicationId.S6A, ApplicationId.S6T, ApplicationId.T6A),
                        resolved("diameter.listen", section.listen()),
                        resolved("diameter.listenTls", section.listenTls()),
                        section.peers().stream().map(DiameterSettings::peer).toList(),
                        caps.of(DiameterLimits.DEFAULT),
                        tls));
    }

    /// A realm such as `localdomain`, with which MMEs for laboratories are shipped, is taken; it is nobody's name, so
    /// two networks that have one meet in the same realm.
    private static void warnOfSingleLabels(DiameterSection section, Origin self) {
        String single =
                Stream.concat(
                                Stream.of(self.realm()),
                                section.peers().stream().flatMap(DiameterSettings::realms))
                        .filter(realm -> !realm.contains("."))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!single.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "{0} talks with realm {1} of a single label, which is unique in this network"
                            + " only",
                    self.host(),
                    single);
        }
    }

    /// A peer without a realm of its own is a name below it.
    private static Stream<String> realms(DiameterSection.Peer peer) {
        String realm = peer.realm();
        String own = realm == null ? peer.host().substring(peer.host().indexOf('.') + 1) : realm;
        return Stream.concat(Stream.of(own), peer.realms().stream());
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
                    clear.sources().stream()
                            .map(DiameterSettings::address)
                            .collect(Collectors.toSet());
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
