package dev.bestow.link.diameter;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.tls.TlsIdentity;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What one Diameter node is.
///
/// @param originHost DiameterIdentity, an FQDN in lower case
/// @param originRealm realm, in lower case
/// @param productName sent as Product-Name
/// @param vendorId whose AVPs of our own are spoken, an enterprise number; announced as Supported-Vendor-Id
/// @param applications application ids served or used, announced under vendor 10415
/// @param listen address for clear TCP, or null; off loopback only where a peer is
///     [PeerSecurity.InsecureClear]
/// @param listenTls address for TLS, or null
/// @param peers who is known, in order of preference for realm routing; nobody else may connect
/// @param limits bounds and times
/// @param tls identity for TLS, needed by `listenTls` and by peers that are not on loopback
public record DiameterConfig(
        String originHost,
        String originRealm,
        String productName,
        int vendorId,
        Set<Integer> applications,
        @Nullable InetSocketAddress listen,
        @Nullable InetSocketAddress listenTls,
        List<Peer> peers,
        DiameterLimits limits,
        @Nullable TlsIdentity tls) {

    public DiameterConfig {
        requireIdentity("originHost", originHost);
        requireIdentity("originRealm", originRealm);
        applications = Set.copyOf(applications);
        peers = List.copyOf(peers);
        if (applications.isEmpty()) {
            throw new InvalidValue("applications", "needs at least one application id");
        }
        requirePeers(originHost, peers);
        if (tls == null) {
            if (listenTls != null) {
                throw new InvalidValue("tls", "is missing, and listenTls needs it");
            }
            for (Peer peer : peers) {
                if (peer.certainlyNeedsTls()) {
                    throw new InvalidValue(
                            "tls",
                            "is missing, and peer "
                                    + peer.host()
                                    + " needs it: keys travel off loopback over TLS");
                }
            }
        }
        boolean clearAccepted =
                peers.stream()
                        .anyMatch(peer -> peer.security() instanceof PeerSecurity.InsecureClear);
        if (listen != null && !clearAccepted && !staysHere(listen)) {
            throw new InvalidValue(
                    "listen",
                    listen.getHostString()
                            + " is not on loopback, and there it is listened in clear; use"
                            + " listenTls, or say insecureClear at the peer that speaks no TLS");
        }
    }

    private static void requirePeers(String originHost, List<Peer> peers) {
        Set<String> hosts = new HashSet<>(Set.of(originHost));
        Set<String> relays = new HashSet<>();
        for (Peer peer : peers) {
            if (!hosts.add(peer.host())) {
                throw new InvalidValue(
                        "peers", peer.host() + " is there twice, or is this node itself");
            }
            if (peer.role() == PeerRole.RELAY) {
                relays.add(peer.host());
            }
        }
        for (Peer peer : peers) {
            for (String relay : peer.relays()) {
                if (!relays.contains(relay)) {
                    throw new InvalidValue(
                            "relays", relay + " of " + peer.host() + " is no peer with role relay");
                }
            }
        }
    }

    /// Whether a listener there is reached from this machine alone. A name not resolved yet might be
    /// anywhere.
    private static boolean staysHere(InetSocketAddress address) {
        return !address.isUnresolved() && Loopback.holds(address.getAddress());
    }

    /// The same, serving and using `own` only. A node says itself which these are: requests that name a
    /// realm but no host go to any peer of the realm that announced their application.
    public DiameterConfig announcing(Set<Integer> own) {
        return new DiameterConfig(
                originHost,
                originRealm,
                productName,
                vendorId,
                own,
                listen,
                listenTls,
                peers,
                limits,
                tls);
    }

    /// The same with other bounds and times.
    public DiameterConfig withLimits(DiameterLimits changed) {
        return new DiameterConfig(
                originHost,
                originRealm,
                productName,
                vendorId,
                applications,
                listen,
                listenTls,
                peers,
                changed,
                tls);
    }

    /// The same with other peers.
    ///
    /// @throws InvalidValue when these do not fit together, or with the rest
    public DiameterConfig withPeers(List<Peer> changed) {
        return new DiameterConfig(
                originHost,
                originRealm,
                productName,
                vendorId,
                applications,
                listen,
                listenTls,
                changed,
                limits,
                tls);
    }

    /// One known peer. [#of] makes one that is waited for; the other methods change single values.
    ///
    /// @param host its DiameterIdentity, an FQDN in lower case
    /// @param role what it is, and so what is taken from it
    /// @param connectTo where to connect, or null to wait for it
    /// @param security what its connection has to be
    /// @param realm its own realm, where its host is not a name below that realm; else null
    /// @param realms realms it routes to, beyond being itself; a relay may speak for them too
    /// @param relays peers with role relay that may speak for it
    /// @param keysThroughRelay of a relay: Bestow's own keys may pass it too
    public record Peer(
            String host,
            PeerRole role,
            @Nullable InetSocketAddress connectTo,
            PeerSecurity security,
            @Nullable String realm,
            Set<String> realms,
            Set<String> relays,
            boolean keysThroughRelay) {
        public Peer {
            requireIdentity("peer host", host);
            if (realm != null) {
                requireIdentity("peer realm", realm);
            }
            realms = Set.copyOf(realms);
            realms.forEach(each -> requireIdentity("peer realm", each));
            relays = Set.copyOf(relays);
            if (security instanceof PeerSecurity.InsecureClear && role != PeerRole.MME) {
                throw new InvalidValue(
                        "insecureClear",
                        "is for an MME only, and " + host + " is configured as " + role);
            }
            if (keysThroughRelay && role != PeerRole.RELAY) {
                throw new InvalidValue(
                        "keysThroughRelay",
                        "is for a relay, and " + host + " is configured as " + role);
            }
        }

        /// A peer that is waited for, over TLS unless it is on loopback.
        public static Peer of(String host, PeerRole role) {
            return new Peer(
                    host,
                    role,
                    null,
                    PeerSecurity.TLS_OFF_LOOPBACK,
                    null,
                    Set.of(),
                    Set.of(),
                    false);
        }

        public Peer connectTo(@Nullable InetSocketAddress address) {
            return new Peer(host, role, address, security, realm, realms, relays, keysThroughRelay);
        }

        public Peer security(PeerSecurity changed) {
            return new Peer(
                    host, role, connectTo, changed, realm, realms, relays, keysThroughRelay);
        }

        public Peer realm(@Nullable String own) {
            return new Peer(host, role, connectTo, security, own, realms, relays, keysThroughRelay);
        }

        public Peer realms(Set<String> routed) {
            return new Peer(
                    host, role, connectTo, security, realm, routed, relays, keysThroughRelay);
        }

        public Peer relays(Set<String> speakers) {
            return new Peer(
                    host, role, connectTo, security, realm, realms, speakers, keysThroughRelay);
        }

        public Peer keysThroughRelay(boolean accepted) {
            return new Peer(host, role, connectTo, security, realm, realms, relays, accepted);
        }

        /// Whether nothing about it is different. A name may have another address at each look-up, and stays that name.
        boolean isSameAs(Peer other) {
            return Objects.equals(name(connectTo), name(other.connectTo))
                    && connectTo(null).equals(other.connectTo(null));
        }

        private static @Nullable InetSocketAddress name(@Nullable InetSocketAddress address) {
            return address == null
                    ? null
                    : InetSocketAddress.createUnresolved(
                            address.getHostString(), address.getPort());
        }

        /// Whether that is its realm: the configured one, or one its host is a name of.
        boolean isOfRealm(String claimed) {
            return realm == null ? isWithin(host, claimed) : realm.equals(claimed);
        }

        private boolean certainlyNeedsTls() {
            return switch (security) {
                case PeerSecurity.Tls() -> true;
                case PeerSecurity.TlsOffLoopback() ->
                        connectTo != null && !connectTo.isUnresolved() && !staysHere(connectTo);
                case PeerSecurity.InsecureClear _ -> false;
            };
        }
    }

    /// Whether `host` is a name below `realm`.
    static boolean isWithin(String host, String realm) {
        return host.endsWith("." + realm);
    }

    private static void requireIdentity(String field, String value) {
        if (!value.matches("[a-z0-9._-]{1,255}")) {
            throw new InvalidValue(field, "is an FQDN in lower case");
        }
    }
}
