package dev.bestow.session.californium.dtls;

import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Who is held to account for what comes from an address: the IPv4 address, or the /64 of an IPv6 address, since
/// one subscriber line has all of it (RFC 6177 clause 2).
final class PeerSource {
    private static final int V6_PREFIX_OCTETS = 8;

    private PeerSource() {}

    /// 4 or 8 octets; none for an address that is not known.
    static Octets of(@Nullable InetSocketAddress peer) {
        return peer == null || peer.isUnresolved() ? Octets.EMPTY : of(peer.getAddress());
    }

    static Octets of(InetAddress address) {
        Octets octets = Octets.copyOf(address.getAddress());
        return address instanceof Inet6Address ? octets.slice(0, V6_PREFIX_OCTETS) : octets;
    }
}
